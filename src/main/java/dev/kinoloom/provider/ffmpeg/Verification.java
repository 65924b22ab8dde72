package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Composer.Findings;
import dev.kinoloom.provider.Composer.VerifyOrder;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.Sound;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks a finished file over: its streams as they are written down, every packet counted, every key
 * frame decoded and looked at, all of the sound decoded and measured.
 */
final class Verification {
  /** Frames by which file and plan may differ. */
  private static final int FRAMES_OFF = 2;

  private static final double LUFS_OFF = 1.0;

  private final FFmpeg ffmpeg;

  Verification(FFmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  Findings look(VerifyOrder order, Call call) throws IOException {
    try (var work = Workbench.open(call, "verify-")) {
      String video = work.link(order.video(), "video.mp4");
      var seen = pictures(video, work, call);
      var streams = Streams.read(seen.said());
      var wrong = new Wrong();
      check(order, streams, seen.frames(), wrong);
      BlackScenes.of(work.path("looks.txt"), order.timeline()).stream()
          .filter(scene -> !order.mayBeDark().contains(scene))
          .forEach(scene -> wrong.add(true, "scene %d is black".formatted(scene + 1)));
      Double loudness = order.sound() ? sound(order, video, streams, wrong, call) : null;
      wrong.expectNothing();
      return new Findings(
          streams.durationMillis(),
          Math.toIntExact(seen.frames()),
          streams.videoCodec(),
          order.sound() ? streams.audioCodec() : null,
          loudness);
    }
  }

  /** Counts all packets, and looks at the key frames. */
  private FFmpeg.Heard pictures(String video, Workbench work, Call call) {
    var words = new ArrayList<>(List.of("-xerror", "-err_detect", "explode", "-i", video));
    words.addAll(List.of("-err_detect", "explode", "-skip_frame", "nokey", "-i", video));
    words.addAll(
        List.of(
            "-filter_complex",
            "[1:v:0]scale=96:-2,signalstats,metadata=mode=print:key=lavfi.signalstats.YMAX:file="
                + work.name("looks.txt")
                + "[looks]"));
    words.addAll(List.of("-map", "0:v:0", "-c", "copy", "-f", "null", "-"));
    words.addAll(List.of("-map", "[looks]", "-f", "null", "-"));
    try {
      return ffmpeg.measure(words, call);
    } catch (ProviderException e) {
      throw e.kind() == FailureKind.BAD_OUTPUT
          ? FFmpeg.failed(FailureKind.BAD_OUTPUT, "the finished file is damaged", e)
          : e;
    }
  }

  private static void check(VerifyOrder order, Streams streams, long frames, Wrong wrong) {
    int planned = order.timeline().frames();
    double frameMillis = 1000.0 / order.timeline().fps();
    wrong.add(!streams.videoCodec().equals("h264"), "pictures are " + streams.videoCodec());
    wrong.add(!streams.pixels().equals("yuv420p"), "pixels are " + streams.pixels());
    wrong.add(
        streams.width() != order.size().width() || streams.height() != order.size().height(),
        "it is %dx%d instead of %s".formatted(streams.width(), streams.height(), order.size()));
    wrong.add(
        Math.abs(streams.fps() - order.timeline().fps()) > 0.01,
        "it has %s frames a second instead of %d".formatted(streams.fps(), order.timeline().fps()));
    wrong.add(frames != planned, "it has %d frames instead of %d".formatted(frames, planned));
    wrong.add(
        Math.abs(streams.durationMillis() - planned * frameMillis) > FRAMES_OFF * frameMillis,
        "it lasts %d ms instead of %.0f"
            .formatted(streams.durationMillis(), planned * frameMillis));
    wrong.add(
        order.sound() != (streams.audioCodec() != null),
        order.sound() ? "it has no sound" : "it has sound although none was wanted");
  }

  private @Nullable Double sound(
      VerifyOrder order, String video, Streams streams, Wrong wrong, Call call) {
    if (streams.audioCodec() == null) {
      return null;
    }
    var words = new ArrayList<>(List.of("-i", video, "-map", "0:a:0"));
    words.addAll(List.of("-af", Loudness.FILTER, "-f", "null", "-"));
    var heard = ffmpeg.measure(words, call);
    var loudness = Loudness.read(heard.said());
    double frameMicros = 1e6 / order.timeline().fps();
    double planned = order.timeline().frames() * frameMicros;
    wrong.add(!"aac".equals(streams.audioCodec()), "sound is " + streams.audioCodec());
    wrong.add(loudness.isSilent(), "nothing is to be heard");
    wrong.add(
        !loudness.isSilent() && Math.abs(loudness.lufs() - Sound.TARGET_LUFS) > LUFS_OFF,
        "its loudness is %.1f LUFS".formatted(loudness.lufs()));
    wrong.add(
        Math.abs(heard.micros() - planned) > FRAMES_OFF * frameMicros,
        "its sound lasts %.0f ms instead of %.0f".formatted(heard.micros() / 1e3, planned / 1e3));
    return loudness.lufs();
  }

  /** All that is wrong, told at once. */
  private static final class Wrong {
    private final List<String> all = new ArrayList<>();

    void add(boolean isSo, String what) {
      if (isSo) {
        all.add(what);
      }
    }

    void expectNothing() {
      if (!all.isEmpty()) {
        throw FFmpeg.failed(
            FailureKind.BAD_OUTPUT,
            "the finished file did not pass its inspection: " + String.join("; ", all));
      }
    }
  }
}
