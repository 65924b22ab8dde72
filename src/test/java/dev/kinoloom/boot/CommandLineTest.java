package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.chaos.Articles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Commands that cannot be: one line says why, the next where help is. */
class CommandLineTest {
  @TempDir Path directory;

  private static String said(int code, String... arguments) {
    var said = new StringWriter();
    var command = Main.commandLine().setErr(new PrintWriter(said));
    everywhere(command, new PrintWriter(said));
    assertThat(command.execute(arguments)).as(said.toString()).isEqualTo(code);
    return said.toString();
  }

  private static void everywhere(CommandLine command, PrintWriter out) {
    command.setErr(out);
    command.getSubcommands().values().forEach(sub -> everywhere(sub, out));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mak x|There is no command 'mak'; did you mean make?|kinoloom --help",
        "make --sceonds 3 x|There is no option --sceonds; did you mean --seconds?|kinoloom make --help",
        "make --frobnicate=1|There is no option --frobnicate.|kinoloom make --help",
        "make one two|'two' is too much; a text of several words stands in quotes.|kinoloom make --help",
        "make --seconds abc x|'abc' is not a whole number|kinoloom make --help",
        "make --seconds 1.5 x|'1.5' is not a whole number|kinoloom make --help",
        "make --seconds 99999999999 x|99999999999 is out of all bounds|kinoloom make --help",
        "make --captions loud x|NONE, LINES, WORDS|kinoloom make --help",
        "make --preset x x|must be default, debug or quick-demo, not 'x'|kinoloom make --help",
        "make --media x x|'--media' (SCENE=FILE) should be in KEY=VALUE format|kinoloom make --help",
        "make --media one=x x|'one' is not a whole number|kinoloom make --help",
        "make --resume=x|'x' is not a whole number|kinoloom make --help",
        "jobs shwo 4|'shwo' is not a whole number|kinoloom jobs --help",
        "keys puase x|There is no command 'puase'; did you mean pause?|kinoloom keys --help",
        "drain here|'here' is not a whole number|kinoloom drain --help",
        "serve now|'now' is too much|kinoloom serve --help"
      })
  void what_cannot_be_read_is_said_with_what_was_meant(String line, String why, String help) {
    assertThat(said(2, line.split(" ")).lines().toList())
        .hasSize(2)
        .satisfies(lines -> assertThat(lines.get(0)).contains(why))
        .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("'%s' tells more.".formatted(help)));
  }

  @Test
  void without_a_command_there_is_the_help() {
    assertThat(said(2)).contains("Usage: kinoloom").contains("make").contains("doctor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "make|TEXT is missing: name a file",
        "make no-such-file.md|TEXT names no file that can be read: no-such-file.md",
        "make x --media 1=nope.png|--media names no file that can be read: nope.png",
        "make x --music nope.mp3|--music names no file that can be read: nope.mp3",
        "make ARTICLE --seconds=-1|--seconds must be 15 to 1800, not -1",
        "make ARTICLE --seconds 1000000000|--seconds must be 15 to 1800, not 1000000000",
        "make ARTICLE --size 0x0|--size: both sides must be 256 to 3840 pixels, not 0x0",
        "make ARTICLE --size 16000x9000|--size: both sides must be 256 to 3840 pixels",
        "make ARTICLE --size big|--size must be 16:9, 9:16, 1:1 or WIDTHxHEIGHT",
        "make ARTICLE --style baroque|--style is not known here; known: ink, paper",
        "make ARTICLE --kind topic|the text is a topic",
        "make BOOK|the text has 25,000 words; at most 20,000 are taken",
        "make PROGRAM|the text looks like a program",
        "make EMPTY|the text is empty",
        "make moon|the text is a topic (1 word), and no writer is configured",
        "make x --fps 29|--fps must be one of [24, 25, 30, 50, 60], not 29",
        "make x --cross-fade 5000|--cross-fade must be 0 to 1000, not 5000",
        "make x --language !!|--language must be a language tag",
        "jobs -n 0|--most must be 1 to 1000, not 0",
        "jobs -n -1|--most must be 1 to 1000, not -1",
        "jobs --state running|--state must be one of pending, processing, held, cancelling, completed,",
        "keys set acme|keys set has nothing to change",
        "keys add acme --storage 5|--storage must be a size such as 500MB, 20GB or 1TiB, or none, not '5'",
        "keys add acme --storage 9999999TB|--storage must be a size such as 500MB, 20GB or 1TiB, or none, not '9999999TB'",
        "keys add acme --head-start 5|--head-start must be a time such as 90s, 5m or 1h, not '5'",
        "audit -n 0|--most must be 1 to 10000, not 0"
      })
  void what_cannot_be_is_said_before_anything_is_begun(String line, String why) throws IOException {
    Files.writeString(directory.resolve("ARTICLE"), Articles.of(1));
    Files.writeString(directory.resolve("BOOK"), "word ".repeat(25_000));
    Files.writeString(directory.resolve("PROGRAM"), "\u007fELF\u0001\u0000");
    Files.createFile(directory.resolve("EMPTY"));
    var home = directory.resolve("home");
    var files = line.replaceAll("[A-Z]{4,}", directory + "/$0");

    assertThat(said(2, (files + " --home " + home).split(" "))).startsWith(why);
    assertThat(home).doesNotExist();
  }

  @Test
  void a_home_that_cannot_be_one_is_named_with_what_to_do() throws IOException {
    var file = Files.writeString(directory.resolve("file"), "x");

    assertThat(said(1, "keys", "add", "acme", "--home", file.toString()))
        .contains(file + " cannot be the home (there is a file of that name)")
        .contains("--home or KINOLOOM_HOME");
    assertThat(said(1, "keys", "add", "acme", "--home", file + "/below"))
        .contains("cannot be the home");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs",
        "jobs dead",
        "jobs doubts",
        "jobs show 1",
        "keys",
        "keys pause acme",
        "nodes",
        "audit"
      })
  void a_home_without_a_database_is_not_one_that_has_nothing(String line) {
    var home = directory.resolve("mistyped");

    assertThat(said(1, (line + " --home " + home).split(" ")))
        .contains("Nothing runs on the home " + home, "--home", "KINOLOOM_DATABASE_URL");
    assertThat(home).doesNotExist();
  }

  @Test
  void the_home_of_a_node_whose_database_is_elsewhere_gets_none_of_its_own() {
    var home = new Home(directory);
    assertThat(home.id()).isNotEmpty();

    assertThat(said(1, "keys", "add", "acme", "--home", directory.toString()))
        .contains("it has no database");
    assertThat(directory.resolve("postgres")).doesNotExist();
  }

  @Test
  void a_port_that_is_taken_is_told_before_anything_is_started() throws IOException {
    var home = directory.resolve("home");
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var at = "127.0.0.1:" + other.getLocalPort();
      assertThat(serve(home, "http", other.getLocalPort()))
          .startsWith("Nobody can be let in on " + at)
          .contains("set http.port to another port");
      assertThat(serve(home, "management", other.getLocalPort()))
          .startsWith("Nobody can be let in on " + at)
          .contains("set management.port to another port");
    }
    assertThat(home.resolve("postgres")).doesNotExist();
  }

  @Test
  void one_port_does_not_do_for_both_doors() throws IOException {
    int free;
    try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = once.getLocalPort();
    }
    var settings = "http: {port: %d}\nmanagement: {port: %d}\n".formatted(free, free);

    assertThat(serve(1, directory.resolve("home"), settings))
        .contains("set management.port to another port");
  }

  @Test
  void an_address_of_another_machine_is_told_as_such() throws IOException {
    assertThat(serve(2, directory.resolve("home"), "http: {host: 192.0.2.1, port: 0}"))
        .startsWith("http.host is no address of this machine: 192.0.2.1");
  }

  private String serve(Path home, String door, int port) throws IOException {
    var other = door.equals("http") ? "management" : "http";
    return serve(1, home, "%s: {port: %d}\n%s: {port: 0}\n".formatted(door, port, other));
  }

  private String serve(int code, Path home, String settings) throws IOException {
    var file = Files.writeString(directory.resolve("settings.yaml"), settings);
    return said(code, "serve", "--home", home.toString(), "--config", file.toString());
  }

  @Test
  void settings_that_are_not_there_are_named() {
    var nowhere = directory.resolve("nowhere.yaml").toString();

    assertThat(said(2, "make", "x", "--config", nowhere, "--home", directory.toString()))
        .startsWith(nowhere + " is no file that can be read: --config names a file of settings");
  }
}
