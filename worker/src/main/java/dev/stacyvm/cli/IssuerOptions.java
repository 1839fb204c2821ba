package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerAccess;
import dev.stacyvm.app.IssuerAdmin;
import dev.stacyvm.http.BaseUrl;
import picocli.CommandLine.Model.CommandSpec;

/** Which running issuer, and the key that opens it. */
final class IssuerOptions implements CommandPart {
    private final Argument.Sure<BaseUrl> issuer = Argument.option(
                    BaseUrl::parse, "--issuer", "URL", "The issuer (default ${DEFAULT-VALUE}).")
            .orElse("http://127.0.0.1:7423");
    private final Argument.Sure<String> adminApiKeyFile = Argument.option(
                    "--admin-api-key-file", "FILE", "File with the issuer's admin API key.")
            .alsoNamed("--admin-key-file")
            .required();
    private final AuthorityOption authority = new AuthorityOption();

    @Override
    public void addTo(CommandSpec command) {
        issuer.addTo(command);
        adminApiKeyFile.addTo(command);
        authority.addTo(command);
    }

    IssuerAdmin admin(Terminal terminal) {
        return new IssuerAdmin(new IssuerAccess(
                issuer.get(), authority.tls(terminal), new SecretOptions(terminal).fromFile(adminApiKeyFile.get())));
    }
}
