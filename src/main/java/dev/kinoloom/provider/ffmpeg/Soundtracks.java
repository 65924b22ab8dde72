package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Timeline;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Composer.SoundtrackOrder;
import dev.kinoloom.provider.Sound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the one sound of a video: speech, music under it, one gain over all, AAC. */
final class Soundtracks {
  /** The same on both sides is louder than on one, and so it is measured. */
  private static final double BOTH_SIDES = 10 * Math.log10(2);

  /** Music against speech, in LU, while nobody speaks; ducked it is about 10 softer. */
  private static final double MUSIC_BELOW_SPEECH = 8;

  private static final double NEAR = 0.5;
  private static final int CORRECTIONS = 2;
  private static final String BOTH = "aformat=sample_fmts=fltp:sample_rates=48000";

  private final FFmpeg ffmpeg;

  Soundtracks(FFmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  Path make(SoundtrackOrder order, Call call) throws IOException {
    try (var work = Workbench.open(call, "soundtrack-")) {
      if (!order.narrations().isEmpty()) {
        NarrationTrack.write(order.timeline(), order.narrations(), work.path("speech.wav"));
      }
      call.progress(0.2, "mixing");
      if (order.music() == null) {
        // every narration has this level, so nothing needs to be measured before
        var speech = new Loudness(Sound.TARGET_LUFS + BOTH_SIDES, Loudness.PEAK_MOST);
        encode(work, "speech.wav", speech, order.timeline(), call);
      } else {
        var mixed = mix(order, work.link(order.music(), "music"), work, call);
        call.progress(0.6, "levelling");
        encode(work, "mix.wav", mixed, order.timeline(), call);
      }
      return work.keep("soundtrack.m4a");
    }
  }

  /** Writes {@code mix.wav} and measures it. */
  private Loudness mix(SoundtrackOrder order, String music, Workbench work, Call call) {
    var words = new ArrayList<String>();
    boolean spoken = !order.narrations().isEmpty();
    if (spoken) {
      words.addAll(List.of("-i", work.name("speech.wav")));
    }
    double gain = Sound.TARGET_LUFS - MUSIC_BELOW_SPEECH - loudnessOf(music, call);
    words.addAll(List.of("-stream_loop", "-1"));
    words.addAll(Trust.sounds());
    words.addAll(List.of("-i", music));
    String bed = "[%d:a:0]%s[bed];".formatted(spoken ? 1 : 0, bed(gain, order.timeline()));
    words.addAll(
        List.of(
            "-filter_complex", bed + (spoken ? ducked() : "[bed]" + Loudness.FILTER + "[mix]")));
    words.addAll(List.of("-map", "[mix]", "-c:a", "pcm_s16le", work.name("mix.wav")));
    return Loudness.read(ffmpeg.measure(words, call).said());
  }

  private double loudnessOf(String music, Call call) {
    var words = new ArrayList<>(Trust.sounds());
    words.addAll(List.of("-i", music, "-map", "0:a:0", "-t", "600"));
    words.addAll(List.of("-af", Loudness.FILTER, "-f", "null", "-"));
    var loudness = Loudness.read(ffmpeg.measure(words, call).said());
    if (loudness.isSilent()) {
      throw FFmpeg.failed(FailureKind.VALIDATION, "the music is silent: give another file");
    }
    return loudness.lufs();
  }

  /** Repeated without end, cut to the video's length, coming and going softly. */
  private static String bed(double gain, Timeline timeline) {
    double seconds = (double) timeline.frames() / timeline.fps();
    double away = Math.min(3, seconds / 4);
    return String.format(
        Locale.ROOT,
        "%s:channel_layouts=stereo,volume=%.2fdB,atrim=end_sample=%d,asetpts=PTS-STARTPTS,"
            + "afade=type=in:duration=%.3f,afade=type=out:start_time=%.3f:duration=%.3f",
        BOTH,
        gain,
        timeline.samples(),
        Math.min(1, seconds / 4),
        seconds - away,
        away);
  }

  private static String ducked() {
    return "[0:a:0]%s,pan=stereo|c0=c0|c1=c0,asplit[speech][key];".formatted(BOTH)
        + "[bed][key]sidechaincompress=threshold=0.03:ratio=4:attack=40:release=600[under];"
        + "[speech][under]amix=inputs=2:duration=first:normalize=0,"
        + Loudness.FILTER
        + "[mix]";
  }

  /** Levels and encodes; again with another gain when the limiter took too much off. */
  private void encode(Workbench work, String from, Loudness raw, Timeline timeline, Call call) {
    double aim = Sound.TARGET_LUFS;
    for (int i = 0; i <= CORRECTIONS; i++) {
      double reached = encoded(work, from, raw.toReach(aim), timeline, call).lufs();
      if (Math.abs(reached - Sound.TARGET_LUFS) <= NEAR) {
        return;
      }
      aim += Sound.TARGET_LUFS - reached;
    }
    throw FFmpeg.failed(
        FailureKind.BAD_OUTPUT, "the sound cannot be brought to %.0f LUFS".formatted(aim));
  }

  private Loudness encoded(
      Workbench work, String from, String level, Timeline timeline, Call call) {
    boolean oneSided = from.equals("speech.wav");
    String filters =
        BOTH
            + (oneSided ? ",pan=stereo|c0=c0|c1=c0," : ",")
            + level
            + ",apad,atrim=end_sample=%d,".formatted(timeline.samples())
            + Loudness.FILTER;
    var words = new ArrayList<String>(List.of("-i", work.name(from), "-af", filters));
    words.addAll(List.of("-c:a", "aac", "-b:a", "160k", "-ar", "48000", "-ac", "2"));
    words.addAll(List.of("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"));
    words.addAll(List.of("-f", "mp4", work.name("soundtrack.m4a")));
    return Loudness.read(ffmpeg.measure(words, call).said());
  }
}
