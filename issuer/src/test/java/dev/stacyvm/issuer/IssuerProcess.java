package dev.stacyvm.issuer;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.key.SigningKeyFile;
import dev.stacyvm.time.Time;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A process to be killed: an issuer on the store and the key file that its arguments name. It prints where it listens. */
final class IssuerProcess {
    private IssuerProcess() {}

    public static void main(String[] args) throws IOException {
        Vertx vertx = Vertx.vertx();
        IssuerSettings settings = new IssuerSettings(
                new ListenAddress("127.0.0.1", 0),
                Path.of(args[0]),
                Secret.of("the-admin-key"),
                Optional.empty(),
                "1.2.3");
        KeyPolicy policy = new KeyPolicy(SigningKeyFile.readOrGenerate(Path.of(args[1])));
        TokenAuthority authority = new TokenAuthority(Optional.empty(), Optional.of(policy), Set.of());
        IssuerService.start(vertx, settings, authority, Time.system(), routes -> {})
                .onSuccess(service -> System.out.println("listens " + service.address()))
                .onFailure(failure -> {
                    System.out.println("failed " + failure.getMessage());
                    vertx.close();
                });
    }
}
