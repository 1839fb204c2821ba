package dev.stacyvm.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.key.SigningKey;
import dev.stacyvm.token.Assertion;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.wire.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document that the service publishes, against what the service does. */
class OpenApiTest {
    private static final String OWN = "/api/v1/worker/worker-a/";
    private static final Pattern ROUTE =
            Pattern.compile("stacyvm_http_request_seconds_count\\{method=\"([A-Z]+)\",route=\"([^\"]+)\"}");

    @TempDir
    private Path folder;

    private IssuerRig rig;
    private JsonObject document;

    @BeforeEach
    void read() {
        rig = new IssuerRig(folder.resolve("store"));
        document = body(rig.get("/api/v1/openapi.json", IssuerRig.READER));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedPathIsServed() {
        assertToldIsServed();
        assertThat(document.getJsonObject("paths").fieldNames()).noneMatch(path -> path.startsWith("/.well-known/"));
    }

    @Test
    void whereJwtsAreMintedTheirKeysAreDocumentedToo() {
        serve(IssuerRig.minting(folder.resolve("jwt"), new KeyPolicy(SigningKey.generate())));

        assertToldIsServed();
        assertThat(document.getJsonObject("paths").fieldNames()).contains("/.well-known/jwks.json");
    }

    @Test
    void withoutAControlPlaneThereIsNoRegistryAndThereAreNoLeases() {
        serve(IssuerRig.withoutControlPlane(folder.resolve("alone")));

        assertToldIsServed();
        assertThat(rig.post(OWN + "heartbeat", rig.worker("worker-a"), "{}")).startsWith("404 ");
        assertThat(rig.post(OWN + "leases/r/acquire", rig.worker("worker-a"), "{\"ttl\":\"30s\"}"))
                .startsWith("404 ");
        assertThat(rig.get("/api/v1/workers", IssuerRig.READER)).startsWith("404 ");
        assertThat(rig.get("/api/v1/ready", IssuerRig.NOBODY)).startsWith("200 ");
        assertThat(rig.post("/api/v1/admin/worker-tokens", IssuerRig.ADMIN, "{\"worker_id\":\"worker-a\"}"))
                .startsWith("200 ");
    }

    private void serve(IssuerRig other) {
        rig.close();
        rig = other;
        document = body(rig.get("/api/v1/openapi.json", IssuerRig.READER));
    }

    private void assertToldIsServed() {
        Set<String> served = ROUTE.matcher(rig.get("/api/v1/metrics/prometheus", IssuerRig.READER))
                .results()
                .map(OpenApiTest::operation)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = new TreeSet<>();
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue())
                        .fieldNames()
                        .forEach(method -> told.add(method + " " + path.getKey())));

        assertThat(served).as("a new route is added to ApiOperations").isEqualTo(told);
    }

    @Test
    void operationsHaveNamesOfTheirOwnAndSayWhoMayCall() {
        assertThat(ApiOperations.ALL).extracting(ApiOperation::id).doesNotHaveDuplicates();
        assertThat(rig.get("/api/v1/openapi.json", IssuerRig.NOBODY)).startsWith("401 ");
        for (ApiOperation operation : ApiOperations.ALL) {
            String path = operation.path().replace("{worker}", "worker-a").replace("{resource}", "r");
            String answer = operation.method().equals("GET")
                    ? rig.get(path, IssuerRig.NOBODY)
                    : operation.method().equals("DELETE")
                            ? rig.delete(path, IssuerRig.NOBODY)
                            : rig.post(path, IssuerRig.NOBODY, "{}");
            boolean open = operation.caller() == ApiOperation.Caller.ANYONE && !path.startsWith("/.well-known/");
            boolean absent = path.startsWith("/.well-known/");

            assertThat(answer).as(operation.id()).startsWith(open ? "200 " : absent ? "404 " : "401 ");
            assertFits(answer, open ? operation : null);
        }
    }

    @Test
    void realAnswersFitTheirSchemas() {
        Map<String, String> worker = rig.worker("worker-a");
        fits("POST", OWN + "heartbeat", worker, "{\"hostname\":\"h\",\"capacity\":{\"max_sandboxes\":1}}");
        fits("POST", OWN + "leases/r/acquire", worker, "{\"ttl\":\"30s\"}");
        fits("POST", OWN + "leases/r/renew", worker, "{\"ttl\":\"30s\"}");
        fits("POST", "/api/v1/admin/workers/worker-a/leases/r/renew", IssuerRig.ADMIN, "{\"ttl\":\"30s\"}");
        fits("POST", OWN + "leases/r/release", worker, "{}");
        fits("GET", "/api/v1/workers/worker-a", IssuerRig.READER, "");
        fits("POST", "/api/v1/admin/worker-tokens", IssuerRig.ADMIN, "{\"worker_id\":\"worker-a\"}");
        JsonObject join = fits("POST", "/api/v1/admin/join-tokens", IssuerRig.ADMIN, "{\"worker_id\":\"worker-a\"}");
        P256Pair pair = P256Pair.generate();
        fits(
                "POST",
                OWN + "enroll",
                Map.of("Authorization", "Bearer " + join.getString("join_token")),
                "{\"jwk\":" + new String(Json.write(pair.publicKey().jwk()), UTF_8) + "}");
        String assertion = Assertion.sign(pair, "worker-a", rig.name(), rig.time.now());
        fits("POST", OWN + "token", IssuerRig.NOBODY, "{\"assertion\":\"" + assertion + "\"}");
        fits("POST", "/api/v1/admin/revocations", IssuerRig.ADMIN, "{\"worker_id\":\"worker-a\"}");
        fits("GET", "/api/v1/admin/revocations", IssuerRig.ADMIN, "");
        fits("GET", "/api/v1/admin/keys", IssuerRig.ADMIN, "");
        fits("GET", "/api/v1/admin/audit", IssuerRig.ADMIN, "");
        fits("DELETE", "/api/v1/admin/workers/worker-a", IssuerRig.ADMIN, "");
        fits("GET", "/api/v1/ready", IssuerRig.NOBODY, "");
    }

    private JsonObject fits(String method, String path, Map<String, String> headers, String body) {
        String answer = switch (method) {
            case "GET" -> rig.get(path, headers);
            case "DELETE" -> rig.delete(path, headers);
            default -> rig.post(path, headers, body);
        };
        ApiOperation operation = ApiOperations.ALL.stream()
                .filter(one ->
                        one.method().equals(method) && path.matches(one.path().replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst()
                .orElseThrow();
        assertThat(answer).as(path).startsWith(operation.status() + " ");
        assertFits(answer, operation);
        return body(answer);
    }

    /** Against the operation's answer, or the error object where there is none. */
    private void assertFits(String answer, ApiOperation operation) {
        String schema = operation == null
                ? "ErrorBody"
                : operation.answer().map(Class::getSimpleName).orElse("");
        if (schema.isEmpty()) {
            return;
        }
        JsonObject root = document.copy().put("$ref", "#/components/schemas/" + schema);
        OutputUnit result = Validator.create(
                        JsonSchema.of(root),
                        new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("app://stacyvm"))
                .validate(body(answer));
        assertThat(result.getValid())
                .as("%s: %s: %s", schema, answer, result.getErrors())
                .isTrue();
    }

    private static String operation(MatchResult route) {
        return route.group(1).toLowerCase(Locale.ROOT) + " " + route.group(2).replaceAll(":([a-z]+)", "{$1}");
    }

    private static JsonObject body(String answer) {
        return new JsonObject(answer.substring(4));
    }
}
