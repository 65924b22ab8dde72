package dev.kinoloom.provider.ffmpeg;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an FFmpeg says that it is and can do.
 *
 * @param version as it says, e.g. {@code 4.4.1-static}
 * @param filters names
 * @param encoders names
 */
public record Capabilities(String version, Set<String> filters, Set<String> encoders) {
  /** Without one of these there is no film. */
  private static final List<String> FILTERS =
      List.of(
          "aformat",
          "afade",
          "alimiter",
          "aloop",
          "amix",
          "apad",
          "ass",
          "atrim",
          "convolution",
          "crop",
          "ebur128",
          "fade",
          "fps",
          "loop",
          "scale",
          "sidechaincompress",
          "signalstats",
          "tpad",
          "trim",
          "volume",
          "xfade");

  private static final List<String> ENCODERS = List.of("aac", "libx264", "mjpeg", "pcm_s16le");

  private static final Pattern VERSION = Pattern.compile("^ffmpeg version (\\S{1,80})");
  private static final Pattern MAJOR = Pattern.compile("^n?(\\d{1,4})\\.");
  private static final Pattern FILTER =
      Pattern.compile("(?m)^ [T.][S.][C.] (\\w+) +[AVN|]+->[AVN|]+ ");
  private static final Pattern ENCODER = Pattern.compile("(?m)^ [VAS][F.][S.][X.][B.][D.] (\\w+) ");

  public Capabilities {
    filters = Set.copyOf(filters);
    encoders = Set.copyOf(encoders);
  }

  /**
   * Reads what FFmpeg answers to {@code -version}, {@code -filters} and {@code -encoders}; empty
   * when it isn't FFmpeg that answered.
   */
  static Optional<Capabilities> read(String version, String filters, String encoders) {
    var said = VERSION.matcher(version);
    return said.find()
        ? Optional.of(
            new Capabilities(said.group(1), names(FILTER, filters), names(ENCODER, encoders)))
        : Optional.empty();
  }

  private static Set<String> names(Pattern line, String list) {
    return line.matcher(list)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The first number of the version; builds of the day ({@code N-12345-g…}) count as new. */
  int major() {
    var number = MAJOR.matcher(version);
    return number.find() ? Integer.parseInt(number.group(1)) : Integer.MAX_VALUE;
  }

  /** What it lacks of what films need, e.g. {@code filter ass}; empty = nothing. */
  public List<String> missing() {
    return Stream.concat(
            FILTERS.stream().filter(name -> !filters.contains(name)).map(name -> "filter " + name),
            ENCODERS.stream()
                .filter(name -> !encoders.contains(name))
                .map(name -> "encoder " + name))
        .toList();
  }
}
