package dev.kinoloom.boot;

import dev.kinoloom.domain.JobStatus.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows on a terminal how a job comes along; while another of the same key has its turn, how that
 * one does.
 */
final class Turns {
  private final Studio studio;
  private final long job;
  private final Terminal terminal;
  private long shown;
  private ProgressLines lines = new ProgressLines(Stages.names());

  Turns(Studio studio, long job, Terminal terminal) {
    this.studio = studio;
    this.job = job;
    this.terminal = terminal;
    this.shown = job;
  }

  /** {@code status} of the job itself. */
  void show(Standing status) {
    long turn =
        status.phase() == Phase.PENDING
            ? studio.oldestOpen().map(Studio.JobLine::job).orElse(job)
            : job;
    if (turn != shown) {
      change(turn);
    }
    draw(turn == job ? status : studio.standing(turn));
  }

  private void change(long turn) {
    if (shown != job && studio.standing(shown).phase() == Phase.COMPLETED) {
      terminal.say(
          "Job %1$d is finished; 'kinoloom make --resume %1$d' hands over its files."
              .formatted(shown));
    }
    shown = turn;
    lines = new ProgressLines(Stages.names());
    if (!terminal.isLive() && turn != job) {
      terminal.say(first(turn));
    }
  }

  private void draw(Standing status) {
    if (!terminal.isLive()) {
      lines.plain(status).forEach(terminal::say);
      return;
    }
    List<String> block = new ArrayList<>();
    if (shown != job) {
      block.add(first(shown));
    }
    block.addAll(lines.live(status));
    terminal.draw(block);
  }

  private static String first(long turn) {
    return "Job %d comes first:".formatted(turn);
  }
}
