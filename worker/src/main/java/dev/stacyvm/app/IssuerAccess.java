package dev.stacyvm.app;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import java.util.Map;

/** How an administrator reaches a running issuer. */
public record IssuerAccess(BaseUrl url, ClientTls tls, Secret adminKey) {
    /** What opens the admin routes: never logged. */
    Map<String, String> headers() {
        return Map.of("X-Admin-API-Key", adminKey.revealText());
    }
}
