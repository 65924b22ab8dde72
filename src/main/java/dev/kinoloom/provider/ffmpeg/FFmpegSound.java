package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Sound;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes raw speech fit for a film: decode, find where it begins and ends, measure what is between,
 * write that with one gain.
 */
public final class FFmpegSound implements Sound {
  private static final int RATE = 48_000;
  private static final int MILLIS = RATE / 1000;

  /** Half an hour, the longest film. */
  private static final String LONGEST_SECONDS = "1800";

  /** Loudness is told by blocks of 0.4 s: what is shorter than this is heard several times over. */
  private static final long MEASURED_SAMPLES_MIN = 3 * RATE;

  /** How far from the target is near enough, in LU; the limiter takes a little off. */
  private static final double NEAR = 0.3;

  private static final int CORRECTIONS = 2;

  private final FFmpeg ffmpeg;
  private final Blocking blocking;

  public FFmpegSound(FFmpeg ffmpeg, Blocking blocking) {
    this.ffmpeg = ffmpeg;
    this.blocking = blocking;
  }

  @Override
  public Future<Polished> polish(Path raw, Call call) {
    return blocking.run(() -> polished(raw, call));
  }

  private Polished polished(Path raw, Call call) throws IOException {
    Path pcm = Files.createTempFile(call.scratch(), "speech-", ".pcm");
    try {
      decode(raw, pcm, call);
      Edges edges = Edges.find(pcm).orElseThrow(FFmpegSound::nothingToHear);
      Path wav = Files.createTempFile(call.scratch(), "speech-", ".wav");
      level(pcm, edges, wav, call);
      return new Polished(wav, edges.samples(), Math.toIntExact(edges.from() / MILLIS));
    } finally {
      Files.deleteIfExists(pcm);
    }
  }

  private void decode(Path raw, Path pcm, Call call) {
    var words = new ArrayList<>(Trust.sounds());
    words.addAll(List.of("-i", raw.toAbsolutePath().toString(), "-map", "0:a:0"));
    words.addAll(List.of("-t", LONGEST_SECONDS, "-ac", "1", "-ar", "" + RATE));
    words.addAll(List.of("-f", "s16le", pcm.toString()));
    ffmpeg.run(words, call);
  }

  /** Again with a corrected gain where the limiter took too much off. */
  private void level(Path pcm, Edges edges, Path wav, Call call) throws IOException {
    String cut = "atrim=start_sample=%d:end_sample=%d,asetpts=PTS-STARTPTS";
    cut = cut.formatted(edges.from(), edges.to());
    Loudness raw = measured(pcm, cut, edges.samples(), call);
    double aim = TARGET_LUFS;
    for (int i = 0; i <= CORRECTIONS; i++) {
      write(pcm, cut + "," + raw.toReach(aim), wav, call);
      double reached = measured(wav, "anull", edges.samples(), call).lufs();
      if (Math.abs(reached - TARGET_LUFS) <= NEAR) {
        break;
      }
      aim += TARGET_LUFS - reached;
    }
    expectWhole(wav, edges.samples());
  }

  private Loudness measured(Path file, String filters, long samples, Call call) {
    String longer =
        samples >= MEASURED_SAMPLES_MIN
            ? ""
            : ",aloop=loop=-1:size=%d,atrim=end_sample=%d".formatted(samples, MEASURED_SAMPLES_MIN);
    var words = reading(file);
    words.addAll(List.of("-af", filters + longer + "," + Loudness.FILTER, "-f", "null", "-"));
    var loudness = Loudness.read(ffmpeg.measure(words, call).said());
    if (loudness.isSilent()) {
      throw nothingToHear();
    }
    return loudness;
  }

  private void write(Path pcm, String filters, Path wav, Call call) {
    var words = reading(pcm);
    words.addAll(List.of("-af", filters, "-c:a", "pcm_s16le", "-map_metadata", "-1"));
    words.addAll(List.of("-fflags", "+bitexact", "-flags:a", "+bitexact", wav.toString()));
    ffmpeg.run(words, call);
  }

  private static List<String> reading(Path file) {
    var words = new ArrayList<String>();
    if (file.toString().endsWith(".pcm")) {
      words.addAll(List.of("-f", "s16le", "-ar", "" + RATE, "-ac", "1"));
    }
    words.addAll(List.of("-i", file.toString()));
    return words;
  }

  private static void expectWhole(Path wav, long samples) throws IOException {
    long written = WavFile.open(wav).samples();
    if (written != samples) {
      throw FFmpeg.failed(
          FailureKind.BAD_OUTPUT,
          "FFmpeg wrote %d samples of speech instead of %d".formatted(written, samples));
    }
  }

  private static RuntimeException nothingToHear() {
    return FFmpeg.failed(
        FailureKind.BAD_OUTPUT,
        "the voice is silent: there is nothing to hear in what it spoke; choose another voice, or “none”");
  }
}
