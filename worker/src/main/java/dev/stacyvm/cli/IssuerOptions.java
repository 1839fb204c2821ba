package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerAccess;
import dev.stacyvm.app.IssuerAdmin;
import dev.stacyvm.http.BaseUrl;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running issuer, and the key that opens it. */
final class IssuerOptions {
    @Option(
            names = "--issuer",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:7423",
            description = "The issuer (default ${DEFAULT-VALUE}).")
    private BaseUrl issuer;

    @Option(
            names = {"--admin-api-key-file", "--admin-key-file"},
            paramLabel = "FILE",
            required = true,
            description = "File with the issuer's admin API key.")
    private String adminApiKeyFile;

    @Mixin
    private AuthorityOption authority;

    IssuerAdmin admin(Terminal terminal) {
        return new IssuerAdmin(new IssuerAccess(
                issuer, authority.tls(terminal), new SecretOptions(terminal).fromFile(adminApiKeyFile)));
    }
}
