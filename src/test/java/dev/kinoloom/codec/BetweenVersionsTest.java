package dev.kinoloom.codec;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.Failure;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Told;
import dev.kinoloom.domain.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two versions work side by side on one database. {@code wire/types} has what released versions
 * write, a file a type (another shape of it: {@code Type.since-it-has-more.json}); such a file is
 * never changed. {@code wire/words.json} has every word of every enum that stands in them.
 */
class BetweenVersionsTest {
  private static final Path TYPES = Path.of("src/test/resources/wire/types");
  private static final String UNKNOWN = "onlyANewerVersionKnowsIt";

  static Stream<Path> samples() throws IOException {
    try (var files = Files.list(TYPES)) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void each_type_that_is_read_has_a_sample_and_each_sample_a_type() throws IOException {
    assertThat(samples().map(BetweenVersionsTest::name).collect(toSet()))
        .as("files in %s; a new type needs one", TYPES)
        .isEqualTo(simpleNames(WrittenTypes.read()));
  }

  /** Whoever still runs the version of the sample finds what it needs in what this one writes. */
  @ParameterizedTest
  @MethodSource("samples")
  void what_a_released_version_wrote_is_read_and_written_again_as_it_was(Path sample) {
    var written = text(sample);

    assertThat(Json.tree(Json.encode(Json.decode(written, type(sample)))))
        .as("a field that went is missed by older nodes; a new one is null where it is not given")
        .isEqualTo(Json.tree(written));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void what_a_newer_version_adds_is_left_out(Path sample) {
    var type = type(sample);
    var more = grown(Json.tree(text(sample)));

    assertThat(more.toString()).contains(UNKNOWN);
    assertThat(Json.decode(more.toString(), type)).isEqualTo(Json.decode(text(sample), type));
  }

  @Test
  void each_field_stands_in_a_sample() throws IOException {
    for (var type : WrittenTypes.read()) {
      var given = new HashSet<String>();
      for (var sample : samples().filter(file -> type(file) == type).toList()) {
        names(Json.tree(text(sample)), given);
      }
      for (var part : WrittenTypes.parts(type)) {
        if (part.isRecord()) {
          assertThat(given)
              .as("fields in the samples of %s; a new field needs a new sample", type)
              .containsAll(fields(part));
        }
      }
    }
  }

  @Test
  void a_word_is_read_by_one_release_before_another_writes_it() {
    var known = new HashMap<String, Set<String>>();
    Json.tree(text(Path.of("src/test/resources/wire/words.json")))
        .properties()
        .forEach(of -> of.getValue().forEach(word -> add(known, of.getKey(), word.asText())));
    var now = new HashMap<String, Set<String>>();
    for (var type : WrittenTypes.read()) {
      for (var part : WrittenTypes.parts(type)) {
        for (var word : part.isEnum() ? part.getEnumConstants() : new Object[0]) {
          add(now, part.getSimpleName(), ((Enum<?>) word).name());
        }
      }
    }

    assertThat(now)
        .as("nodes of the last release cannot read another word: write it only in the next one")
        .isEqualTo(known);
  }

  @ParameterizedTest
  @EnumSource(FactKind.class)
  void a_fact_is_told_alike_whatever_a_newer_version_adds_and_told_at_all_whatever_is_missing(
      FactKind kind) {
    var data = Json.tree(text(Path.of("src/test/resources/wire/facts.json"))).path(kind.name());
    assertThat(data.isObject()).as("a sample of %s", kind).isTrue();
    var whole = told(kind, data);

    assertThat(told(kind, grown(data))).isEqualTo(whole).hasNoNullFieldsOrPropertiesExcept("left");
    data.fieldNames()
        .forEachRemaining(
            name -> {
              var less = (ObjectNode) data.deepCopy();
              less.remove(name);
              assertThat(told(kind, less)).as("without %s", name).isNotNull();
            });
  }

  @Test
  void a_fact_of_a_kind_that_only_a_newer_version_knows_says_nothing() {
    assertThat(FactKind.of(13)).isEqualTo(FactKind.UNKNOWN);
    assertThat(told(FactKind.UNKNOWN, Json.tree("{\"stage\":\"mix\"}")))
        .isEqualTo(new Told.Other());
  }

  @Test
  void a_result_is_read_alike_whatever_a_newer_version_adds() {
    var used = new Usage(5, 6L, 0.5);
    var done = TaskResults.done(1, "ab", "{\"name\":7}", 9, true, used);
    var failed = TaskResults.failed(1, new Failure(FailureKind.TIMEOUT, "late"), 4);

    for (var result : List.of(done, grown(Json.tree(done)).toString())) {
      assertThat(TaskResults.value(result).orElseThrow()).contains("\"name\":7");
      assertThat(TaskResults.used(result)).isEqualTo(used);
      assertThat(TaskResults.failure(result)).isEmpty();
    }
    for (var result : List.of(failed, grown(Json.tree(failed)).toString())) {
      assertThat(TaskResults.failure(result)).contains(new Failure(FailureKind.TIMEOUT, "late"));
      assertThat(TaskResults.attemptsMost(result)).isEqualTo(4);
    }
    assertThat(
            TaskResults.resting(grown(Json.tree(TaskResults.resting(1, "x", 8, used))).toString()))
        .contains("x");
    assertThat(TaskResults.looking(grown(Json.tree(TaskResults.looking(1, 8, used))).toString()))
        .contains(8L);
  }

  @Test
  void a_result_of_another_version_may_lack_everything() {
    assertThat(TaskResults.value("{}")).isEmpty();
    assertThat(TaskResults.used("{}")).isEqualTo(Usage.NONE);
    assertThat(TaskResults.failure("{}")).isEmpty();
    assertThat(TaskResults.failure("{\"failure\":{\"kind\":\"MELTED\",\"message\":\"m\"}}"))
        .contains(new Failure(FailureKind.INTERNAL, "m"));
    assertThat(TaskResults.attemptsMost("{}")).isZero();
    assertThat(TaskResults.resting("{}")).isEmpty();
    assertThat(TaskResults.looking("{}")).isEmpty();
    assertThat(TrackData.working("{}")).isEmpty();
  }

  private static Told.What told(FactKind kind, JsonNode data) {
    return FactData.read(new Fact(1, 1, kind, data.toString(), Instant.EPOCH)).what();
  }

  /** With a field more in each object. */
  private static JsonNode grown(JsonNode node) {
    var copy = node.deepCopy();
    eachObject(copy, object -> object.putObject(UNKNOWN).putArray("and").add(1));
    return copy;
  }

  private static void eachObject(JsonNode node, Consumer<ObjectNode> change) {
    node.forEach(child -> eachObject(child, change));
    if (node instanceof ObjectNode object) {
      change.accept(object);
    }
  }

  private static void names(JsonNode node, Set<String> found) {
    node.fieldNames().forEachRemaining(found::add);
    node.forEach(child -> names(child, found));
  }

  private static Class<?> type(Path sample) {
    return WrittenTypes.read().stream()
        .filter(type -> type.getSimpleName().equals(name(sample)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no type is called " + name(sample)));
  }

  private static String name(Path sample) {
    return sample.getFileName().toString().replaceAll("\\..*", "");
  }

  private static Set<String> simpleNames(Set<Class<?>> types) {
    return types.stream().map(Class::getSimpleName).collect(toSet());
  }

  private static List<String> fields(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static void add(Map<String, Set<String>> words, String of, String word) {
    words.computeIfAbsent(of, none -> new HashSet<>()).add(word);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
