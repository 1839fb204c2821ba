package dev.stacyvm.doctor;

import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.http.BaseUrl;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What of this host the configuration does not name.
 *
 * @param folder the working folder, which relative paths start from
 * @param tokenFile the worker's token file, where the operator names one
 * @param usualTokenFile where it is looked for otherwise
 * @param state the folder of the event log
 * @param artifacts the folder of the recorder
 * @param issuer where it is not the control plane
 * @param certification what this host is certified with
 */
public record DoctorSettings(
        Path folder,
        Optional<Path> tokenFile,
        Path usualTokenFile,
        Path state,
        Optional<Path> artifacts,
        Optional<BaseUrl> issuer,
        CertificationSettings certification) {}
