package dev.kinoloom.boot;

import dev.kinoloom.boot.Standing.StageLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a job's progress looks on the command line: a live line a stage, or plain lines when
 * something happened.
 */
final class ProgressLines {
  private static final int BAR = 24;
  private static final int STEP_PERCENT = 25;

  private final List<String> stages;
  private final Map<String, Integer> said = new HashMap<>();

  /** {@code stages}: their names in order, so that those to come are shown too. */
  ProgressLines(List<String> stages) {
    this.stages = List.copyOf(stages);
  }

  /** All lines, to be drawn over the earlier ones. */
  List<String> live(Standing status) {
    var byName = new HashMap<String, StageLine>();
    status.stages().forEach(stage -> byName.put(stage.title(), stage));
    var lines = new ArrayList<String>();
    for (var name : stages) {
      var stage = byName.get(title(name));
      lines.add(
          stage == null
              ? line(title(name), 0, "")
              : line(stage.title(), stage.percent(), shorten(stage.message())));
    }
    lines.add("%-12s %3d %%  %s".formatted("Video", status.percent(), timeLeft(status)));
    return lines;
  }

  /**
   * What is new since the last call: a line when a stage begins, at each quarter, and at its end.
   */
  List<String> plain(Standing status) {
    var lines = new ArrayList<String>();
    for (var stage : status.stages()) {
      int step = stage.percent() / STEP_PERCENT;
      Integer before = said.put(stage.title(), step);
      if (before == null || before < step) {
        lines.add(
            "%-12s %3d %%  %s (video %d %%%s)"
                .formatted(
                    stage.title(),
                    stage.percent(),
                    stage.message(),
                    status.percent(),
                    timeLeft(status).isEmpty() ? "" : ", " + timeLeft(status)));
      }
    }
    return lines;
  }

  private static String line(String title, int percent, String message) {
    int full = BAR * percent / 100;
    return "%-12s %s%s %3d %%  %s"
        .formatted(title, "█".repeat(full), "░".repeat(BAR - full), percent, message);
  }

  private static String shorten(String message) {
    return message.length() <= 40 ? message : message.substring(0, 39) + "…";
  }

  private static String timeLeft(Standing status) {
    var eta = status.etaSeconds();
    if (eta == null) {
      return "";
    }
    return eta < 90
        ? "about %d s left".formatted(eta)
        : "about %d min left".formatted((eta + 30) / 60);
  }

  private static String title(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
