package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.api.Until;
import dev.kinoloom.codec.Json;
import dev.kinoloom.http.Secrets;
import dev.kinoloom.store.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An operator's day: commands on a home, with a service that runs there and without. */
class OperateIT {
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path home;

  @BeforeEach
  void settings() throws IOException {
    Files.writeString(
        home.resolve("kinoloom.yaml"),
        """
        http: {port: 0}
        management: {port: 0}
        node: {beat: 200ms, leaseTtl: 3s, drain: 2s}
        capacity: {brief: 0}
        """);
  }

  private String said(int code, String... arguments) {
    var said = new StringWriter();
    var out = new PrintWriter(said, true);
    var command = Main.commandLine();
    everywhere(command, out);
    var all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--home";
    all[arguments.length + 1] = home.toString();
    assertThat(command.execute(all)).as(said.toString()).isEqualTo(code);
    return said.toString();
  }

  private static void everywhere(CommandLine command, PrintWriter out) {
    command.setOut(out).setErr(out);
    command.getSubcommands().values().forEach(sub -> everywhere(sub, out));
  }

  private Service serve() {
    var at = new Home(home);
    return Service.start(at, new ConfigLoader(Map.of()).load(home, null), false);
  }

  private int status(String url, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private long generate(Service service, String key) throws Exception {
    var body =
        Json.encode(
            Map.of(
                "brief",
                "Tea is a drink. It is made of leaves. People drink it hot. It keeps them awake."));
    var request =
        HttpRequest.newBuilder(URI.create(service.url().orElseThrow() + "/api/videos/generate"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Json.tree(answer.body()).path("jobId").asLong();
  }

  @Test
  void keys_and_jobs_are_kept_through_a_service_that_runs_and_on_the_home_when_none_does()
      throws Exception {
    var added = said(0, "keys", "add", "acme", "--max-concurrent", "2", "--weight", "0.5");
    var secret = added.replaceAll("(?s).*(kl_\\S+).*", "$1").strip();
    assertThat(said(1, "keys", "pause", "amce")).contains("did you mean 'acme'?");
    assertThat(said(0, "jobs")).contains("No jobs yet");

    try (var service = serve()) {
      var first = generate(service, service.firstKey().orElseThrow());
      var second = generate(service, secret);
      var third = generate(service, secret);

      assertThat(said(0, "jobs").lines())
          .as("of all keys, not only of the command line's own")
          .hasSize(4)
          .anyMatch(line -> line.contains("" + first) && line.contains(" first "))
          .anyMatch(line -> line.contains("" + second) && line.contains(" acme "));
      assertThat(said(0, "jobs", "show", "" + third)).contains("job %d of acme".formatted(third));
      assertThat(said(0, "keys", "pause", "acme")).contains("Key acme is paused.");
      var waiting = generate(service, secret);
      assertThat(said(0, "keys", "queue", "acme"))
          .contains("acme is paused: ")
          .contains("the key is paused")
          .contains("brief/0");
      assertThat(said(0, "jobs", "cancel", "" + waiting))
          .contains("Job %d: cancelled.".formatted(waiting));
      var cancelled = Json.tree(said(0, "jobs", "--json", "--key", "acme", "--state", "cancelled"));
      assertThat(cancelled.path("data").findValuesAsText("jobId")).containsExactly("" + waiting);

      tokenIsOnlyForItsOwner(service);
      drains(service);
    }

    assertThat(said(0, "keys")).contains("acme", "paused", "0.5");
    assertThat(said(0, "keys", "set", "acme", "--storage", "20GB"))
        .contains("files of at most 18.6 GiB");
    assertThat(said(0, "keys")).contains("18.6 GiB");
    assertThat(said(0, "keys", "set", "acme", "--storage", "none")).contains("files of any size");
    assertThat(said(0, "keys", "resume", "acme")).contains("Key acme is open.");
    assertThat(said(0, "audit", "--key", "acme"))
        .contains("key.add", "key.pause", "job.cancel", "key.resume")
        .contains("command line");
  }

  private void tokenIsOnlyForItsOwner(Service service) throws Exception {
    var file = home.resolve("management.token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var keys = service.managementUrl() + "/v1/keys";
    assertThat(status(keys, Files.readString(file).strip())).isEqualTo(200);
    assertThat(status(keys, Secrets.ofOperator())).isEqualTo(401);
    assertThat(status(service.managementUrl() + "/health/live", "none")).isEqualTo(200);
    assertThat(status(service.managementUrl() + "/metrics", "none")).isEqualTo(200);
  }

  @Test
  void a_home_without_keys_says_so_and_a_node_that_is_not_there_is_not_drained() throws Exception {
    said(0, "keys", "add", "acme");
    assertThat(said(1, "drain", "77")).contains("There is no node 77");
    try (var database = TestDatabase.create()) {
      var address = database.address();
      Files.writeString(
          home.resolve("kinoloom.yaml"),
          """
          database: {url: '%s', user: %s, password: '%s'}
          """
              .formatted(
                  "postgresql://%s:%d/%s?sslmode=disable"
                      .formatted(address.host(), address.port(), address.database()),
                  address.user(),
                  address.password().reveal()));
      assertThat(said(0, "keys"))
          .isEqualToIgnoringNewLines("No keys yet. 'kinoloom keys add NAME' adds one.");
    }
  }

  private String body(String url) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void a_node_without_room_says_so_wherever_somebody_looks() throws Exception {
    Files.writeString(
        home.resolve("kinoloom.yaml"),
        """
        http: {port: 0}
        management: {port: 0}
        node: {beat: 200ms, leaseTtl: 3s, drain: 2s, diskSpare: 8000000GiB}
        """);
    var trouble = "less than %d MiB is left on the disk of %s".formatted(8_000_000L << 10, home);
    try (var service = serve()) {
      generate(service, service.firstKey().orElseThrow());

      Until.so(() -> said(0, "nodes").contains(trouble));
      Until.so(() -> said(0, "keys", "queue", "first").contains("takes no work: " + trouble));
      assertThat(said(0, "keys", "queue", "first")).contains("brief/0").doesNotContain("leased");
      var ready = service.managementUrl() + "/health/ready";
      assertThat(status(ready, "none")).isEqualTo(503);
      for (var check : Json.tree(body(ready)).path("checks")) {
        var name = check.path("check").asText();
        boolean good = !name.equals("disk") && !name.equals("taking work");
        assertThat(check.path("ok").asBoolean()).as(name).isEqualTo(good);
        assertThat(check.path("why").asText()).isEqualTo(good ? "" : trouble);
      }
      assertThat(body(service.managementUrl() + "/metrics"))
          .contains("kinoloom_disk_full 1.0")
          .contains("kinoloom_disk_free{disk=\"home\"}");
    }
  }

  private void drains(Service service) throws Exception {
    var ready = service.managementUrl() + "/health/ready";
    assertThat(status(ready, "none")).isEqualTo(200);
    var node = Json.tree(said(0, "nodes", "--json")).path("data").path(0).path("id").asText();
    assertThat(said(0, "drain", node)).contains("Node %s is draining.".formatted(node));
    Until.so(() -> status(ready, "none") == 503);
    assertThat(said(0, "nodes")).contains("draining");
    assertThat(status(service.url().orElseThrow() + "/openapi.yaml", "none"))
        .as("it stays up")
        .isEqualTo(200);
  }
}
