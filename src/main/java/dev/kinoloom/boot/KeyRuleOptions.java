package dev.kinoloom.boot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinoloom.domain.Invalid;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which rules a key's jobs start; what is not said stays as it is. */
final class KeyRuleOptions {
  private static final Pattern TIME = Pattern.compile("(\\d{1,5})(s|m|h)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMGT]?)((?<=[KMGT])i)?B");
  private static final String NO_LIMIT = "none";
  private static final BigInteger MOST_BYTES = BigInteger.valueOf(9_007_199_254_740_991L);

  @Option(
      names = "--weight",
      paramLabel = "N",
      description = "Its share of the work beside other keys, 0.01 to 100 (new keys: 1).")
  private @Nullable BigDecimal weight;

  @Option(
      names = "--max-concurrent",
      paramLabel = "N",
      description = "How many of its jobs run at once (new keys: 1, which is strict order).")
  private @Nullable Integer maxConcurrent;

  @Option(
      names = "--head-start",
      paramLabel = "TIME",
      description = "How much earlier its jobs count as come, 0s to 1h (new keys: 0s).")
  private @Nullable String headStart;

  @Option(
      names = "--max-open",
      paramLabel = "N",
      description = "How many of its jobs may be open; more are refused (new keys: a million).")
  private @Nullable Integer maxOpen;

  @Option(
      names = "--block-on-dead-letter",
      negatable = true,
      description =
          "Whether a dead letter stops its line until it is replayed or discarded (new keys: no).")
  private @Nullable Boolean blocks;

  @Option(
      names = "--storage",
      paramLabel = "SIZE",
      description = "What its files may take, e.g. 20GB or 500MiB; none: any (new keys: none).")
  private @Nullable String storage;

  /** What was said, in the names of the API. Throws {@link Invalid}. */
  ObjectNode body() {
    var body = Desk.object();
    if (weight != null) {
      body.put("weight", weight);
    }
    if (maxConcurrent != null) {
      body.put("maxConcurrent", maxConcurrent);
    }
    if (headStart != null) {
      body.put("headStartSeconds", seconds(headStart));
    }
    if (maxOpen != null) {
      body.put("maxOpen", maxOpen);
    }
    if (blocks != null) {
      body.put("blocksOnDeadLetter", blocks);
    }
    if (storage != null) {
      body.put("maxStorageBytes", bytes(storage));
    }
    return body;
  }

  /** 0 = without a limit. */
  private static long bytes(String text) {
    if (text.strip().equals(NO_LIMIT)) {
      return 0;
    }
    var size = SIZE.matcher(text.strip());
    long step = size.matches() && size.group(3) == null ? 1_000 : 1_024;
    var bytes =
        size.matches()
            ? BigInteger.valueOf(step)
                .pow("KMGT".indexOf(size.group(2)) + (size.group(2).isEmpty() ? 0 : 1))
                .multiply(new BigInteger(size.group(1)))
            : BigInteger.ZERO;
    if (bytes.signum() == 0 || bytes.compareTo(MOST_BYTES) > 0) {
      throw new Invalid(
          "--storage",
          "must be a size such as 500MB, 20GB or 1TiB, or none, not '%s'".formatted(text));
    }
    return bytes.longValueExact();
  }

  private static int seconds(String text) {
    var time = TIME.matcher(text.strip());
    if (!time.matches()) {
      throw new Invalid(
          "--head-start", "must be a time such as 90s, 5m or 1h, not '%s'".formatted(text));
    }
    int n = Integer.parseInt(time.group(1));
    return switch (time.group(2)) {
      case "s" -> n;
      case "m" -> n * 60;
      default -> n * 3_600;
    };
  }
}
