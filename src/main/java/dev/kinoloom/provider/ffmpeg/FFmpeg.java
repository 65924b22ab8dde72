package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Child;
import dev.kinoloom.provider.Ended;
import dev.kinoloom.provider.ProviderException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * An FFmpeg to work with. All its runs go through {@link Child}, as those of every other program
 * do: Jaffree, which could also run it, keeps the process to itself, so it can neither be noted in
 * a pid file nor leashed to our own life, and its forced stop leaves descendants.
 *
 * @param program its file
 * @param source where it was found
 * @param capabilities what it can do
 * @param quietMost it tells of its progress twice a second; when it says nothing for so long it
 *     hangs, and is ended
 */
public record FFmpeg(Path program, Source source, Capabilities capabilities, Duration quietMost) {
  public static final String ID = "ffmpeg";

  private static final Duration QUIET_MOST = Duration.ofSeconds(60);
  private static final Duration QUIET_LEAST = Duration.ofMillis(1500);
  private static final Duration QUIET_LONGEST = Duration.ofMinutes(30);

  private static final int KILLED = 137;

  /** Where it was found. */
  public enum Source {
    SETTING,
    PATH,
    EMBEDDED
  }

  FFmpeg(Path program, Source source, Capabilities capabilities) {
    this(program, source, capabilities, QUIET_MOST);
  }

  /** The same with another {@code quietMost}, 1.5 s to 30 min; throws {@link Invalid}. */
  public FFmpeg quietFor(Duration longest) {
    if (longest.compareTo(QUIET_LEAST) < 0 || longest.compareTo(QUIET_LONGEST) > 0) {
      throw new Invalid("providers.ffmpeg.quietMost", "must be 1500ms to 30m");
    }
    return new FFmpeg(program, source, capabilities, longest);
  }

  /**
   * What a run said and did.
   *
   * @param said on stderr
   * @param frames written to the first output
   * @param micros how far the longest output came
   */
  record Heard(String said, long frames, long micros) {}

  /**
   * Runs it. {@code words}: inputs, filters, outputs. Throws TIMEOUT, RESOURCES (disk or memory),
   * BAD_OUTPUT with its last words, UNAVAILABLE when stopped.
   */
  Heard run(List<String> words, Call call) {
    return run("error", words, call, frames -> {});
  }

  /** Like {@link #run(List, Call)}, and it tells what its filters measured. */
  Heard measure(List<String> words, Call call) {
    return run("info", words, call, frames -> {});
  }

  /** Like {@link #run(List, Call)}; {@code onFrame} hears how many frames are written. */
  Heard run(List<String> words, Call call, LongConsumer onFrame) {
    return run("error", words, call, onFrame);
  }

  private Heard run(String level, List<String> words, Call call, LongConsumer onFrame) {
    var all = new ArrayList<String>(List.of(program.toString(), "-nostdin", "-hide_banner"));
    all.addAll(List.of("-v", level, "-nostats", "-progress", "pipe:1", "-y"));
    all.addAll(words);
    var progress = new Progress(onFrame);
    var ended =
        Child.of(ID, all)
            .limit(call.timeLeft())
            .quietFor(quietMost)
            .eachLine(progress::read)
            .run(call);
    return new Heard(expectGood(ended), progress.frames(), progress.micros());
  }

  private static String expectGood(Ended ended) {
    var said = ended.err().toLowerCase(Locale.ROOT);
    if (ended.how() == Ended.How.EXITED) {
      // asked for success too: it ends with 0 although the last bytes found no room
      if (said.contains("no space left on device") || said.contains("disk quota exceeded")) {
        throw failed(
            FailureKind.RESOURCES,
            "the disk is full: make room there, then ask again; what is finished already is kept");
      }
      if (ended.code() == KILLED || said.contains("cannot allocate memory")) {
        throw failed(
            FailureKind.RESOURCES,
            "FFmpeg was ended by the system, most likely for want of memory: "
                + "run fewer at once or choose a smaller size");
      }
    }
    return ended.expectSuccess().err();
  }

  static ProviderException failed(FailureKind kind, String message) {
    return new ProviderException(ID, kind, message);
  }

  static ProviderException failed(FailureKind kind, String message, Throwable cause) {
    return new ProviderException(ID, kind, message, cause);
  }
}
