package dev.kinoloom.boot;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where the command line writes: a block of live lines that is drawn over itself in a terminal,
 * plain lines anywhere else.
 */
final class Terminal {
  private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

  private final PrintWriter out;
  private final boolean live;
  private int drawn;

  Terminal(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /**
   * Standard output is a terminal that understands cursor movement. The console is no good sign: it
   * is missing when only standard input is a pipe.
   */
  static boolean isLive(Map<String, String> environment) {
    var term = environment.getOrDefault("TERM", "dumb");
    if (term.equals("dumb")
        || environment.containsKey("NO_COLOR")
        || environment.containsKey("CI")) {
      return false;
    }
    try {
      var asked = new ProcessBuilder("test", "-t", "1").inheritIO().start();
      return asked.waitFor(2, TimeUnit.SECONDS) && asked.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  boolean isLive() {
    return live;
  }

  /** A line that stays. */
  synchronized void say(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  /** Draws the live lines in place of those drawn before; only a terminal gets them. */
  synchronized void draw(List<String> lines) {
    if (!live) {
      return;
    }
    erase();
    lines.forEach(out::println);
    drawn = lines.size();
    out.flush();
  }

  /** What is drawn now stays. */
  synchronized void settle() {
    drawn = 0;
  }

  private void erase() {
    out.print(UP_AND_CLEAR.repeat(drawn));
    drawn = 0;
  }
}
