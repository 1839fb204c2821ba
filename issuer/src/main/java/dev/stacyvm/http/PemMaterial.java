package dev.stacyvm.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What {@link PemFiles} held at one instant; two are equal when every byte is. */
record PemMaterial(Optional<PemIdentity> identity, Optional<Buffer> authorities) {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    ServerSSLOptions forServer() {
        ServerSSLOptions options = new ServerSSLOptions();
        options.setEnabledSecureTransportProtocols(PROTOCOLS);
        options.setApplicationLayerProtocols(List.of());
        identity.ifPresent(own -> options.setKeyCertOptions(own.options()));
        authorities.ifPresent(known -> options.setTrustOptions(new PemTrustOptions().addCertValue(known))
                .setClientAuth(ClientAuth.REQUIRED));
        return options;
    }

    ClientSSLOptions forClient() {
        ClientSSLOptions options = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        options.setEnabledSecureTransportProtocols(PROTOCOLS);
        identity.ifPresent(own -> options.setKeyCertOptions(own.options()));
        authorities.ifPresent(known -> options.setTrustOptions(new PemTrustOptions().addCertValue(known)));
        return options;
    }
}
