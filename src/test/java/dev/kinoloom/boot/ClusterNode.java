package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import dev.kinoloom.store.DatabaseAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A node of a cluster in a process of its own, asked over HTTP. */
final class ClusterNode implements AutoCloseable {
  private static final int SECONDS = 180;

  /**
   * What the nodes of a cluster share.
   *
   * @param directory for homes and files
   * @param address of the database
   * @param ports one a node
   */
  record Plan(Path directory, DatabaseAddress address, List<Integer> ports) {
    /** Ports that are free now. */
    static Plan of(Path directory, DatabaseAddress address, int nodes) throws IOException {
      var sockets = new ArrayList<ServerSocket>();
      try {
        for (int i = 0; i < nodes; i++) {
          sockets.add(new ServerSocket(0));
        }
        return new Plan(
            directory, address, sockets.stream().map(ServerSocket::getLocalPort).toList());
      } finally {
        for (var socket : sockets) {
          socket.close();
        }
      }
    }

    String join() {
      return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    Path home(int number) {
      return directory.resolve("home-" + number);
    }

    Map<String, String> environment(int number) {
      var environment = new HashMap<String, String>();
      environment.put(
          "KINOLOOM_DATABASE_URL",
          "postgresql://%s:%d/%s?sslmode=disable"
              .formatted(address.host(), address.port(), address.database()));
      environment.put("KINOLOOM_DATABASE_USER", address.user());
      environment.put("KINOLOOM_DATABASE_PASSWORD", address.password().reveal());
      environment.put("KINOLOOM_ARTIFACTS_DIRECTORY", directory.resolve("artifacts").toString());
      environment.put("KINOLOOM_CLUSTER_PORT", Integer.toString(ports.get(number)));
      environment.put("KINOLOOM_HTTP_PORT", "0");
      environment.put("KINOLOOM_MANAGEMENT_PORT", "0");
      environment.put("KINOLOOM_NODE_NAME", name(number));
      return environment;
    }

    static String name(int number) {
      return "node-" + number;
    }

    KinoloomProcess serve(int number, Map<String, String> more, String... options)
        throws IOException {
      return serve(KinoloomProcess.jar(), number, more, options);
    }

    KinoloomProcess serve(Path jar, int number, Map<String, String> more, String... options)
        throws IOException {
      var environment = environment(number);
      environment.putAll(more);
      var arguments = new ArrayList<>(List.of("serve", "--join", join()));
      arguments.addAll(List.of(options));
      return KinoloomProcess.start(
          jar, home(number), null, environment, arguments.toArray(String[]::new));
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  final KinoloomProcess process;
  private final String name;
  private String key = "";
  private String url = "";
  private String management = "";

  private ClusterNode(KinoloomProcess process, String name) {
    this.process = process;
    this.name = name;
  }

  /** Starts; it is not yet waited for. */
  static ClusterNode start(Plan plan, int number, String... options) throws IOException {
    return start(plan, number, Map.of(), options);
  }

  /** The same; {@code settings}: variables beside those of the plan, or in place of them. */
  static ClusterNode start(Plan plan, int number, Map<String, String> settings, String... options)
      throws IOException {
    return new ClusterNode(plan.serve(number, settings, options), Plan.name(number));
  }

  /** The same of another version, whose {@code jar} that is. */
  static ClusterNode start(Path jar, Plan plan, int number, Map<String, String> settings)
      throws IOException {
    return new ClusterNode(plan.serve(jar, number, settings), Plan.name(number));
  }

  /** One that answers requests, and is the first to do so: it tells the key. */
  ClusterNode awaitFirst() throws InterruptedException {
    key = process.awaitKey(SECONDS);
    return awaitApi(key);
  }

  /** One that answers requests of {@code key}. */
  ClusterNode awaitApi(String key) throws InterruptedException {
    this.key = key;
    url = process.awaitUrl(SECONDS);
    return await();
  }

  ClusterNode await() throws InterruptedException {
    management = process.awaitManagement(SECONDS);
    return this;
  }

  String key() {
    return key;
  }

  String name() {
    return name;
  }

  long generate(Map<String, Object> body) throws IOException, InterruptedException {
    var request =
        request("/api/videos/generate")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.encode(body)));
    var answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return Json.tree(answer.body()).path("jobId").asLong();
  }

  /** The lines of the stream as they come, from the first fact on, until it ends. */
  void watch(long job, Consumer<String> line) throws IOException, InterruptedException {
    var stream =
        client.send(
            request("/api/videos/%d/stream?lastEventId=0".formatted(job)).build(),
            BodyHandlers.ofLines());
    try (var lines = stream.body()) {
      lines.forEach(line);
    }
  }

  JsonNode status(long job) throws IOException, InterruptedException {
    return Json.tree(get("/api/videos/%d/status".formatted(job)).body());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  /** {@code wish}: the idempotency key; {@code body}: JSON, may be empty. */
  HttpResponse<String> post(String path, String wish, String body)
      throws IOException, InterruptedException {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", wish)
            .POST(BodyPublishers.ofString(body));
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> download(long job) throws IOException, InterruptedException {
    return client.send(
        request("/api/videos/%d/download".formatted(job)).build(), BodyHandlers.ofByteArray());
  }

  String metrics() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(management + "/metrics")).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  int readiness() throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(management + "/health/ready")).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + key);
  }

  @Override
  public void close() {
    process.close();
  }

  /** All of them at once. */
  static void closeAll(List<ClusterNode> nodes) {
    nodes.forEach(node -> node.process.terminate());
    IntStream.range(0, nodes.size()).forEach(i -> nodes.get(i).close());
  }
}
