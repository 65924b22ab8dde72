package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.config.Cluster;
import dev.kinoloom.config.Roles;
import dev.kinoloom.config.S3;
import dev.kinoloom.config.Secret;
import dev.kinoloom.config.Settings;
import dev.kinoloom.domain.Invalid;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
  private Path home = Path.of("unset");

  @BeforeEach
  void open(@TempDir Path dir) {
    home = dir;
  }

  private ConfigLoader.Loaded load(Map<String, String> environment) {
    return new ConfigLoader(environment).load(home, null);
  }

  private ConfigLoader.Loaded loadYaml(String yaml) throws IOException {
    Files.writeString(home.resolve("kinoloom.yaml"), yaml);
    return load(Map.of());
  }

  @Test
  void without_anything_the_documented_defaults_stand() {
    var settings = load(Map.of()).settings();

    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.database().url()).isNull();
    assertThat(settings.node().leaseTtl()).isEqualTo(Duration.ofSeconds(12));
    assertThat(settings.capacity("voice", 3)).isEqualTo(3);
  }

  @Test
  void the_file_overrides_defaults_and_the_environment_overrides_the_file() throws IOException {
    Files.writeString(
        home.resolve("kinoloom.yaml"), "http:\n  port: 1234\nnode:\n  leaseTtl: 1m\n");

    var settings = load(Map.of("KINOLOOM_HTTP_PORT", "4321")).settings();

    assertThat(settings.http().port()).isEqualTo(4321);
    assertThat(settings.node().leaseTtl()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void an_empty_file_changes_nothing() throws IOException {
    assertThat(loadYaml("").settings()).isEqualTo(load(Map.of()).settings());
    assertThat(loadYaml("# only words\n").settings()).isEqualTo(load(Map.of()).settings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "htpp: {port: 1}|htpp|is not a setting; did you mean http?",
        "http: {prot: 1}|http.prot|is not a setting; did you mean http.port?",
        "leaseTtl: 1s|leaseTtl|is not a setting; did you mean node.leaseTtl?",
        "node: {lease_ttl: 1s}|node.lease_ttl|did you mean node.leaseTtl?",
        "providers: {ffmpeg: {path: x}}|providers.ffmpeg.path|conf/kinoloom.yaml has them all",
        "http: 8080|http|group",
        "http: {port: many}|http.port|whole number",
        "http: {port: 1.5}|http.port|whole number",
        "http: {port: 70000}|http.port|0 to 65535",
        "management: {port: 70000}|management.port|0 to 65535",
        "http: {port: [1, 2]}|http.port|one value",
        "http: {port: {a: 1}}|http.port|one value",
        "node: {leaseTtl: 12}|node.leaseTtl|500ms",
        "node: {beat: 9s}|node.beat|third",
        "node: {maxLost: 0}|node.maxLost|1 to 100",
        "capacity: {voice: -1}|capacity.voice|0 to 256",
        "capacity: {singing: 1}|capacity.singing|is not a setting",
        "http: {host: ''}|http.host|must be set"
      })
  void what_is_wrong_is_said_by_path_and_rule(String yaml, String path, String rule) {
    assertThatThrownBy(() -> loadYaml(yaml))
        .isInstanceOfSatisfying(
            Invalid.class,
            e -> {
              assertThat(e.field()).isEqualTo(path);
              assertThat(e.rule()).contains(rule);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "KINOLOOM_HTPP_PORT,did you mean KINOLOOM_HTTP_PORT?",
    "KINOLOOM_NODE_LEASETTL,did you mean KINOLOOM_NODE_LEASE_TTL?",
    "KINOLOOM_COLOUR,conf/kinoloom.yaml has them all"
  })
  void a_variable_that_is_no_setting_is_refused(String variable, String advice) {
    assertThatThrownBy(() -> load(Map.of(variable, "1")))
        .isInstanceOfSatisfying(
            Invalid.class,
            e -> {
              assertThat(e.field()).isEqualTo("the environment variable " + variable);
              assertThat(e.rule()).isEqualTo("is not a setting; " + advice);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KINOLOOM_HOME",
        "KINOLOOM_SERVICE_HOST",
        "KINOLOOM_SERVICE_PORT_HTTP",
        "KINOLOOM_PORT",
        "KINOLOOM_PORT_8080_TCP_ADDR",
        "OTHER_SETTING"
      })
  void variables_that_mean_something_else_are_let_be(String variable) {
    assertThat(load(Map.of(variable, "x")).settings()).isEqualTo(load(Map.of()).settings());
  }

  @Test
  void a_setting_that_is_there_twice_is_refused() {
    assertThatThrownBy(() -> loadYaml("http: {port: 1, port: 2}")).isInstanceOf(Invalid.class);
  }

  @Test
  void text_that_is_no_yaml_is_refused_by_the_files_name() {
    assertThatThrownBy(() -> loadYaml("a: [1"))
        .isInstanceOfSatisfying(
            Invalid.class, e -> assertThat(e.field()).endsWith("kinoloom.yaml"));
  }

  @Test
  void a_file_that_was_named_must_be_there() {
    var nowhere = home.resolve("nowhere.yaml");

    assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(home, nowhere))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void a_password_does_not_show_itself() {
    var settings = load(Map.of("KINOLOOM_DATABASE_PASSWORD", "hunter2")).settings();

    assertThat(settings.toString()).doesNotContain("hunter2").contains("***");
    assertThat(String.valueOf(settings.database().password())).isEqualTo("***");
  }

  @ParameterizedTest
  @CsvSource({
    "http.port,KINOLOOM_HTTP_PORT",
    "node.leaseTtl,KINOLOOM_NODE_LEASE_TTL",
    "database.poolSizeMax,KINOLOOM_DATABASE_POOL_SIZE_MAX"
  })
  void a_setting_has_a_variable(String path, String variable) {
    assertThat(SettingNames.variable(path)).isEqualTo(variable);
  }

  private Settings.Artifacts bucket(Map<String, String> more) {
    var said = new HashMap<>(more);
    said.putIfAbsent("artifacts.s3.bucket", "films");
    return new ConfigLoader(Map.of()).load(home, null, said).settings().artifacts();
  }

  @Test
  void files_are_kept_in_a_bucket_when_one_is_named() {
    assertThat(load(Map.of()).settings().artifacts().s3()).isNull();
    assertThat(bucket(Map.of()).s3())
        .isEqualTo(new S3("films", "", null, null, false, null, null, 20L << 30));
    assertThat(
            bucket(
                    Map.of(
                        "artifacts.s3.prefix", "kino/a",
                        "artifacts.s3.endpoint", "http://minio:9000",
                        "artifacts.s3.pathStyle", "true",
                        "artifacts.s3.region", "eu-north-1",
                        "artifacts.s3.accessKey", "name",
                        "artifacts.s3.secretKey", "hush",
                        "artifacts.s3.cacheBytes", "500MiB"))
                .s3())
        .isEqualTo(
            new S3(
                "films",
                "kino/a/",
                URI.create("http://minio:9000"),
                "eu-north-1",
                true,
                "name",
                new Secret("hush"),
                500L << 20))
        .asString()
        .doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "artifacts.s3.bucket     | x y          | artifacts.s3.bucket     | name of a bucket",
        "artifacts.s3.bucket     | ../films     | artifacts.s3.bucket     | name of a bucket",
        "artifacts.s3.prefix     | a/../b       | artifacts.s3.prefix     | names with a slash",
        "artifacts.s3.prefix     | /a           | artifacts.s3.prefix     | names with a slash",
        "artifacts.s3.endpoint   | minio:9000   | artifacts.s3.endpoint   | https://host:port",
        "artifacts.s3.endpoint   | https://a@b  | artifacts.s3.endpoint   | https://host:port",
        "artifacts.s3.endpoint   | https://a b  | artifacts.s3.endpoint   | https://host:port",
        "artifacts.s3.pathStyle  | yes          | artifacts.s3.pathStyle  | true or false",
        "artifacts.s3.accessKey  | name         | artifacts.s3.secretKey  | must be set too",
        "artifacts.s3.secretKey  | hush         | artifacts.s3.accessKey  | must be set too",
        "artifacts.s3.cacheBytes | 20           | artifacts.s3.cacheBytes | 20GiB",
        "artifacts.s3.cacheBytes | 0MiB         | artifacts.s3.cacheBytes | 1MiB or more",
        "artifacts.directory     | /srv/films   | artifacts.directory     | two places",
      })
  void a_bucket_that_cannot_be_is_refused_with_what_to_do(
      String name, String value, String field, String advice) {
    assertThatThrownBy(() -> bucket(Map.of(name, value)))
        .isInstanceOfSatisfying(
            Invalid.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.rule()).contains(advice);
            });
  }

  @Test
  void what_belongs_to_a_bucket_means_nothing_without_one() {
    assertThatThrownBy(
            () -> bucket(Map.of("artifacts.s3.bucket", "", "artifacts.s3.prefix", "kino")))
        .isInstanceOfSatisfying(
            Invalid.class, e -> assertThat(e.field()).isEqualTo("artifacts.s3.bucket"));
  }

  private ConfigLoader.Loaded joined(Map<String, String> more) {
    var said = new HashMap<>(more);
    said.putIfAbsent("cluster.join", "10.0.0.1:5701, [fd00::2]:5702");
    said.putIfAbsent("cluster.host", "10.0.0.1");
    said.putIfAbsent("database.url", "postgresql://k@db/k");
    said.putIfAbsent("artifacts.directory", "/srv/films");
    return new ConfigLoader(Map.of()).load(home, null, said);
  }

  @Test
  void what_the_command_line_says_has_the_last_word() {
    var loader = new ConfigLoader(Map.of("KINOLOOM_NODE_ROLES", "worker"));

    var settings = loader.load(home, null, Map.of("node.roles", "api")).settings();

    assertThat(settings.node().roles()).isEqualTo(new Roles(true, false, Set.of()));
  }

  @Test
  void a_node_is_on_its_own_unless_it_is_told_whom_to_join() {
    assertThat(load(Map.of()).settings().cluster().isJoined()).isFalse();
    assertThat(joined(Map.of()).settings().cluster().join())
        .containsExactly(new Cluster.Peer("10.0.0.1", 5701), new Cluster.Peer("[fd00::2]", 5702));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "database.url        |                  | cluster.join       | set database.url",
        "artifacts.directory |                  | cluster.join       | set artifacts.directory",
        "cluster.join        | 10.0.0.1         | cluster.join       | host:port",
        "cluster.join        | 10.0.0.1:5701,   | cluster.join       | host:port",
        "cluster.join        | 10.0.0.1:x       | cluster.join       | host:port",
        "cluster.join        | 10.0.0.1:99999   | cluster.join       | ports 1 to 65535",
        "cluster.join        | 10.0.0.1:0       | cluster.join       | ports 1 to 65535",
        "cluster.join        | me@10.0.0.1:5701 | cluster.join       | host:port",
        "cluster.join        | 10.0.0.1:5701/a  | cluster.join       | host:port",
        "cluster.host        | 127.0.0.1        | cluster.host       | private network",
        "cluster.host        | 0.0.0.0          | cluster.publicHost | how others reach",
        "cluster.port        | 0                | cluster.port       | 1 to 65535",
        "cluster.certificate | /nowhere.pem     | cluster.certificate| can be read",
        "node.roles          | cook             | node.roles         | worker:voice",
      })
  void a_cluster_that_cannot_be_is_refused_with_what_to_do(
      String name, String value, String field, String advice) {
    assertThatThrownBy(() -> joined(Map.of(name, value == null ? "" : value)))
        .isInstanceOfSatisfying(
            Invalid.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.rule()).contains(advice);
            });
  }
}
