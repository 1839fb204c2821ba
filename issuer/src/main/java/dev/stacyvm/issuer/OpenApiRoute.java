package dev.stacyvm.issuer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.wire.ErrorBody;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code GET /api/v1/openapi.json}: the OpenAPI 3.1 document of {@link ApiOperations}. */
final class OpenApiRoute {
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");

    private final Reply document;

    /** @param operations those that are served */
    OpenApiRoute(String version, List<ApiOperation> operations) {
        this.document = Reply.ok(document(version, operations));
    }

    void addTo(Routes routes, ApiGate api) {
        routes.get("/api/v1/openapi.json", api.open(exchange -> Future.succeededFuture(document)));
    }

    private static ObjectNode document(String version, List<ApiOperation> operations) {
        ApiSchemas schemas = new ApiSchemas();
        ObjectNode root = Json.object().put("openapi", "3.1.0");
        root.putObject("info").put("title", "StacyVM issuer").put("version", version);
        ObjectNode paths = root.putObject("paths");
        for (ApiOperation operation : operations) {
            paths.withObjectProperty(operation.path())
                    .set(operation.method().toLowerCase(Locale.ROOT), told(operation, schemas));
        }
        ObjectNode components = root.putObject("components");
        components.set("schemas", schemas.all());
        ObjectNode schemes = components.putObject("securitySchemes");
        header(schemes, "workerToken", "X-Worker-Token");
        header(schemes, "workerId", "X-Worker-ID");
        header(schemes, "apiKey", "X-API-Key");
        header(schemes, "adminKey", "X-Admin-API-Key");
        schemes.putObject("joinToken").put("type", "http").put("scheme", "bearer");
        return root;
    }

    private static ObjectNode told(ApiOperation operation, ApiSchemas schemas) {
        ObjectNode told = Json.object().put("operationId", operation.id()).put("summary", operation.summary());
        security(told, operation.caller());
        parameters(told, operation.path());
        operation
                .body()
                .ifPresent(body ->
                        content(told.putObject("requestBody").put("required", true), Optional.of(body), schemas));
        ObjectNode responses = told.putObject("responses");
        content(
                responses.putObject(String.valueOf(operation.status())).put("description", "Done"),
                operation.answer(),
                schemas);
        content(
                responses.putObject("default").put("description", "Refused, and why"),
                Optional.of(ErrorBody.class),
                schemas);
        return told;
    }

    private static void parameters(ObjectNode told, String path) {
        Matcher found = PARAMETER.matcher(path);
        ArrayNode all = Json.object().putArray("parameters");
        while (found.find()) {
            ObjectNode one = all.addObject()
                    .put("name", found.group(1))
                    .put("in", "path")
                    .put("required", true);
            one.putObject("schema").put("type", "string").put("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$");
        }
        if (!all.isEmpty()) {
            told.set("parameters", all);
        }
    }

    private static void content(ObjectNode holder, Optional<Class<?>> record, ApiSchemas schemas) {
        record.ifPresent(shape ->
                holder.putObject("content").putObject("application/json").set("schema", schemas.of(shape)));
    }

    private static void security(ObjectNode told, ApiOperation.Caller caller) {
        ArrayNode any = told.putArray("security");
        List<List<String>> ways = switch (caller) {
            case ANYONE, ASSERTION -> List.of();
            case WORKER -> List.of(List.of("workerId", "workerToken"));
            case JOIN_TOKEN -> List.of(List.of("joinToken"));
            case API_KEY -> List.of(List.of("apiKey"), List.of("adminKey"));
            case WORKER_OR_API_KEY ->
                List.of(List.of("workerId", "workerToken"), List.of("apiKey"), List.of("adminKey"));
            case ADMIN -> List.of(List.of("adminKey"));
        };
        for (List<String> way : ways) {
            ObjectNode one = any.addObject();
            way.forEach(one::putArray);
        }
    }

    private static void header(ObjectNode schemes, String name, String header) {
        schemes.putObject(name).put("type", "apiKey").put("in", "header").put("name", header);
    }
}
