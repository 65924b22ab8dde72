package dev.kinoloom.provider.replicate;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a generation is, where the last line of its log is a bar as tqdm draws them: {@code
 * 76%|███▌ | 38/50 [00:33<00:10]}. Bars are drawn over each other with carriage returns.
 */
final class LogProgress {
  private static final int TAIL = 4096;
  private static final Pattern BAR = Pattern.compile("^\\s*(?:[^|]*:\\s*)?(\\d{1,3})%\\s?\\|");

  private LogProgress() {}

  /** 0 to 1; null = it doesn't say. */
  static @Nullable Double of(String log) {
    var tail = log.substring(Math.max(0, log.length() - TAIL)).stripTrailing();
    int line = Math.max(tail.lastIndexOf('\n'), tail.lastIndexOf('\r')) + 1;
    var bar = BAR.matcher(tail.substring(line));
    int percent = bar.find() ? Integer.parseInt(bar.group(1)) : -1;
    return percent >= 0 && percent <= 100 ? Double.valueOf(percent / 100.0) : null;
  }
}
