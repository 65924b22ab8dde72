package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinoloom.domain.Invalid;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A group of settings, read by name; what is wrong is said by its whole path. An empty value is as
 * good as none.
 */
record ConfigTree(JsonNode node, String path) {
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,7})(MiB|GiB)");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)|0");

  ConfigTree child(String name) {
    return new ConfigTree(node.path(name), path + name + ".");
  }

  List<String> names() {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  Optional<String> text(String name) {
    var value = node.path(name);
    return value.isMissingNode() || value.isNull() || value.asText().isBlank()
        ? Optional.empty()
        : Optional.of(value.asText().strip());
  }

  Optional<Integer> number(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Integer.valueOf(text);
              } catch (NumberFormatException e) {
                throw new Invalid(
                    path + name, "must be a whole number, not \"%s\"".formatted(text));
              }
            });
  }

  /** A price or the like: 0 or more. */
  Optional<Double> amount(String name) {
    return text(name)
        .map(
            text -> {
              if (!AMOUNT.matcher(text).matches()) {
                throw new Invalid(
                    path + name, "must be a number such as 0.002, not \"%s\"".formatted(text));
              }
              return Double.valueOf(text);
            });
  }

  /** One of the words of {@code type}, in lower case. */
  <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name)
        .map(
            text ->
                Stream.of(type.getEnumConstants())
                    .filter(one -> one.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new Invalid(
                                path + name,
                                "must be one of %s, not \"%s\""
                                    .formatted(
                                        Stream.of(type.getEnumConstants())
                                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                                            .toList(),
                                        text))));
  }

  Optional<Duration> duration(String name) {
    return text(name)
        .map(
            text -> {
              var m = DURATION.matcher(text);
              if (!m.matches()) {
                throw new Invalid(
                    path + name,
                    "must be a time such as 500ms, 12s or 5m, not \"%s\"".formatted(text));
              }
              if (m.group(1) == null) {
                return Duration.ZERO;
              }
              long n = Long.parseLong(m.group(1));
              return switch (m.group(2)) {
                case "ms" -> Duration.ofMillis(n);
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
              };
            });
  }

  /** A size in bytes. */
  Optional<Long> bytes(String name) {
    return text(name)
        .map(
            text -> {
              var m = BYTES.matcher(text);
              if (!m.matches()) {
                throw new Invalid(
                    path + name,
                    "must be a size such as 500MiB or 20GiB, not \"%s\"".formatted(text));
              }
              return Long.parseLong(m.group(1)) << (m.group(2).equals("MiB") ? 20 : 30);
            });
  }

  /** {@code true} or {@code false}. */
  Optional<Boolean> flag(String name) {
    return text(name)
        .map(
            text -> {
              if (!text.equals("true") && !text.equals("false")) {
                throw new Invalid(path + name, "must be true or false, not \"%s\"".formatted(text));
              }
              return Boolean.valueOf(text);
            });
  }

  /** A path on this machine; {@code ~} is not understood. */
  Optional<Path> path(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Path.of(text).toAbsolutePath().normalize();
              } catch (InvalidPathException e) {
                throw new Invalid(path + name, "is no path: \"%s\"".formatted(text));
              }
            });
  }

  /** A file that can be read. */
  Path file(String name) {
    var file = need(path(name), name);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new Invalid(path + name, "is no file that can be read: " + file);
    }
    return file;
  }

  <T> T need(Optional<T> value, String name) {
    return value.orElseThrow(() -> new Invalid(path + name, "must be set"));
  }
}
