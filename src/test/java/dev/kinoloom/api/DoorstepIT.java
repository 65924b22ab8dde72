package dev.kinoloom.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is no well-formed request gets a problem, and no second word. */
class DoorstepIT {
  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private TestService service;

  @BeforeEach
  void serve(@TempDir Path home) throws Exception {
    service = new TestService(home);
    log.start();
    ROOT.addAppender(log);
  }

  @AfterEach
  void close() throws Exception {
    ROOT.detachAppender(log);
    service.close();
  }

  private String answer(String request) throws Exception {
    try (var client = new RawHttp(service)) {
      return client.say(request).rest();
    }
  }

  private void assertRefused(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .containsIgnoringCase("content-type: application/problem+json")
        .containsIgnoringCase("x-content-type-options: nosniff")
        .contains("\"status\":400")
        .containsOnlyOnce("HTTP/1.1 ");
    assertThat(List.copyOf(log.list))
        .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .noneMatch(event -> event.getThrowableProxy() != null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "/%", "/api/videos/%4", "/%zz?a=%zz", "*", "//%zz/.."})
  void a_path_that_is_not_well_formed_is_a_problem_and_not_a_bug(String path) throws Exception {
    assertRefused(answer("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: +5\r\n"
      })
  void a_request_that_tells_its_length_in_two_ways_is_refused_and_the_connection_closed(
      String headers) throws Exception {
    var next = "GET /openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n";
    assertRefused(
        answer(
            "POST /api/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s\r\n0\r\n\r\n%s"
                .formatted(TestService.SECRET, headers, next)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.yaml", "/api/videos/1/status", "/nowhere"})
  void a_request_that_names_no_host_is_refused_as_any_other(String path) throws Exception {
    assertRefused(answer("GET %s HTTP/1.1\r\n\r\n".formatted(path)));
  }

  @Test
  void an_upgrade_to_http_2_is_not_taken_up() throws Exception {
    var upgrade =
        """
        GET /openapi.yaml HTTP/1.1
        Host: x
        Connection: Upgrade, HTTP2-Settings
        Upgrade: h2c
        HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA

        """
            .replace("\n", "\r\n");
    try (var client = new RawHttp(service)) {
      assertThat(client.say(upgrade).line()).startsWith("HTTP/1.1 200 ");
    }
    assertThat(answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).contains(" 400 Bad Request");
  }

  @Test
  void a_header_that_is_too_long_is_said_to_be() throws Exception {
    assertThat(answer("GET / HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n".formatted("x".repeat(20_000))))
        .startsWith("HTTP/1.1 431 ")
        .contains("application/problem+json");
  }
}
