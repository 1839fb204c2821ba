package dev.stacyvm.http;

import java.nio.file.Path;

/**
 * Who this process is towards its peers.
 *
 * @param certificate PEM file with the certificate, and after it those that lead to the authority
 * @param key PEM file with the certificate's private key, unencrypted; refused when others can read it
 */
public record PemPair(Path certificate, Path key) {}
