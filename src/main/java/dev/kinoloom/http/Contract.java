package dev.kinoloom.http;

import dev.kinoloom.codec.Yaml;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The OpenAPI file that the service keeps: paths and methods come from it, and no request reaches a
 * route that does not match it.
 */
public final class Contract {
  /** Of the API that keys use. */
  public static final String FILE = "openapi.yaml";

  /** Of the API that operators use. */
  public static final String MANAGEMENT = "management.yaml";

  private final OpenAPIContract openApi;
  private final Buffer text;
  private final Set<String> open;

  private Contract(OpenAPIContract openApi, Buffer text) {
    this.openApi = openApi;
    this.text = text;
    this.open = open(Yaml.object(text.toString()).getJsonObject("paths"));
  }

  private static Set<String> open(JsonObject paths) {
    return paths.fieldNames().stream()
        .filter(path -> !path.contains("{"))
        .filter(
            path ->
                paths.getJsonObject(path).stream()
                    .map(operation -> (JsonObject) operation.getValue())
                    .map(operation -> operation.getJsonArray("security"))
                    .allMatch(security -> security != null && security.isEmpty()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The contract with those who have a key. */
  public static Future<Contract> load(Vertx vertx) {
    return load(vertx, FILE);
  }

  /** Reads and checks the file on the class path; fails when it is no valid OpenAPI 3.1. */
  public static Future<Contract> load(Vertx vertx, String file) {
    return vertx
        .fileSystem()
        .readFile(file)
        .compose(
            text ->
                OpenAPIContract.from(vertx, requestsOf(Yaml.object(text.toString())))
                    .map(api -> new Contract(api, text)));
  }

  /**
   * The library knows few media types and refuses a file with others, even where it would not look
   * at them: it is shown what requests must keep, and no more.
   */
  private static JsonObject requestsOf(JsonObject file) {
    for (var path : file.getJsonObject("paths").fieldNames()) {
      var operations = file.getJsonObject("paths").getJsonObject(path);
      for (var method : operations.fieldNames()) {
        var operation = operations.getJsonObject(method);
        operation.put(
            "responses",
            new JsonObject().put("default", new JsonObject().put("description", "any")));
        var body = operation.getJsonObject("requestBody", new JsonObject());
        if (!body.getJsonObject("content", new JsonObject()).containsKey("application/json")) {
          operation.remove("requestBody");
        }
      }
    }
    file.getJsonObject("components").remove("responses");
    return file;
  }

  /** The file as it stands. */
  public Buffer text() {
    return text;
  }

  /** Every operation as {@code METHOD /path/{parameter}}. */
  public Set<String> operations() {
    return openApi.operations().stream()
        .map(o -> o.getHttpMethod() + " " + o.getOpenAPIPath())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Methods of that path, e.g. for {@code Allow}; empty = no such path. */
  public Set<HttpMethod> methods(String path) {
    var found = openApi.findPath(path);
    return found == null
        ? Set.of()
        : found.getOperations().stream()
            .map(Operation::getHttpMethod)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Mounts an operation without a body, or with one that is no JSON. */
  public Route mount(Router router, String operationId, Handler<RoutingContext> handler) {
    var operation = operation(operationId);
    return route(router, operation)
        .handler(new ParameterCheck(openApi, operation))
        .handler(handler);
  }

  /** Mounts an operation whose body is a JSON object of at most {@code maxBytes}. */
  public Route mountJson(
      Router router, String operationId, long maxBytes, Handler<RoutingContext> handler) {
    var operation = operation(operationId);
    return route(router, operation)
        .handler(new ParameterCheck(openApi, operation))
        .handler(new JsonBody(maxBytes))
        .handler(new BodyCheck(openApi, operation))
        .handler(handler);
  }

  /**
   * Mounts an operation whose body is JSON of at most {@code maxBytes}, and signed: it is handed
   * over as it came.
   */
  public Route mountSigned(
      Router router, String operationId, long maxBytes, Handler<RoutingContext> handler) {
    var operation = operation(operationId);
    return route(router, operation)
        .handler(new ParameterCheck(openApi, operation))
        .handler(new JsonBody(maxBytes))
        .handler(handler);
  }

  /** Whether all that is at this very path is for everybody ({@code security: []}). */
  boolean isOpen(String path) {
    return open.contains(path);
  }

  private Operation operation(String id) {
    var operation = openApi.operation(id);
    if (operation == null) {
      throw new IllegalArgumentException("no operation " + id + " in the contract");
    }
    return operation;
  }

  private static Route route(Router router, Operation operation) {
    return router.route(
        operation.getHttpMethod(), operation.getOpenAPIPath().replaceAll("\\{(\\w+)}", ":$1"));
  }

  static List<String> names(Set<HttpMethod> methods) {
    return methods.stream().map(HttpMethod::name).sorted().toList();
  }
}
