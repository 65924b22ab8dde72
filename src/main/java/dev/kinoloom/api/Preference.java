package dev.kinoloom.api;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What a {@code Prefer} header asks for (RFC 7240); what is not understood is passed over. */
final class Preference {
  private static final Pattern LIST = Pattern.compile(",");
  private static final Pattern WAIT =
      Pattern.compile("wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);

  private Preference() {}

  /** How long the client would wait for the answer; the first wish counts, zero = not at all. */
  static Duration wait(List<String> headers) {
    return headers.stream()
        .flatMap(LIST::splitAsStream)
        .map(preference -> WAIT.matcher(preference.strip()))
        .filter(found -> found.matches())
        .findFirst()
        .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))))
        .orElse(Duration.ZERO);
  }
}
