package dev.kinoloom.provider;

import dev.kinoloom.domain.Brief.Captions;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Timeline;
import dev.kinoloom.domain.caption.Cue;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a film of pictures, clips and speech: a segment per scene, a soundtrack, both joined,
 * looked over. All files that it makes lie in the call's scratch directory; an order that fails
 * leaves none.
 */
public interface Composer {
  /** Short, lower case, stable, e.g. {@code ffmpeg}. */
  String id();

  /**
   * What its output depends on beside the orders, e.g. {@code ffmpeg 4.4.1-static libx264}; part of
   * checkpoints. Only segments of one make can be joined.
   */
  String make();

  /** A scene as a film without sound, to be joined with others of the same size and rate. */
  Future<Path> segment(SegmentOrder order, Call call);

  /** The sound of the whole video, one track without a cut, {@value Sound#TARGET_LUFS} LUFS. */
  Future<Path> soundtrack(SoundtrackOrder order, Call call);

  /** The finished file: segments and soundtrack joined without encoding anything again. */
  Future<Path> join(JoinOrder order, Call call);

  /** Looks a finished file over; fails with BAD_OUTPUT, saying what is wrong with it. */
  Future<Findings> verify(VerifyOrder order, Call call);

  /** A JPEG, 1280 pixels wide (or as wide as the frame, if that is less). */
  Future<Path> thumbnail(Shot shot, FrameSize size, Call call);

  /**
   * What a scene shows.
   *
   * @param file picture or clip
   * @param clip it moves by itself; repeated when it is shorter than the scene
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   * @param index of the scene, from 0: the movement over the picture varies by it
   * @param frames how many frames the scene stands
   */
  record Shot(Path file, boolean clip, int width, int height, int index, int frames) {}

  /**
   * A segment.
   *
   * @param shot what it shows
   * @param before what the scene before it showed, for a cross-fade; null = begins with a cut
   * @param fadeFrames length of the cross-fade
   * @param fadesOut goes to black at its end
   * @param size pixels
   * @param fps frames a second
   * @param captions what is burnt in
   * @param cues from the start of the segment
   */
  record SegmentOrder(
      Shot shot,
      @Nullable Shot before,
      int fadeFrames,
      boolean fadesOut,
      FrameSize size,
      int fps,
      Captions captions,
      List<Cue> cues) {
    public SegmentOrder {
      cues = List.copyOf(cues);
    }
  }

  /**
   * A soundtrack: narrations or music, or both.
   *
   * @param timeline of the video
   * @param narrations a mono 48 kHz 16 bit WAV a scene; empty = a silent video
   * @param music lies under the speech, repeated, softer while somebody speaks; null = none
   */
  record SoundtrackOrder(Timeline timeline, List<Path> narrations, @Nullable Path music) {
    public SoundtrackOrder {
      narrations = List.copyOf(narrations);
      if (narrations.isEmpty() && music == null) {
        throw new IllegalArgumentException("neither speech nor music");
      }
    }
  }

  /**
   * A join.
   *
   * @param segments in order
   * @param timeline that they follow
   * @param soundtrack null = the video is silent
   * @param title written into the file
   * @param language BCP 47, written into the file
   */
  record JoinOrder(
      List<Path> segments,
      Timeline timeline,
      @Nullable Path soundtrack,
      String title,
      String language) {
    public JoinOrder {
      segments = List.copyOf(segments);
      if (segments.size() != timeline.slots().size()) {
        throw new IllegalArgumentException("a segment a slot");
      }
    }
  }

  /**
   * What a finished file must be.
   *
   * @param video the file
   * @param timeline that it follows
   * @param size pixels
   * @param sound it has a soundtrack
   * @param mayBeDark scenes (from 0) that show clips of others, which may be black
   */
  record VerifyOrder(
      Path video, Timeline timeline, FrameSize size, boolean sound, List<Integer> mayBeDark) {
    public VerifyOrder {
      mayBeDark = List.copyOf(mayBeDark);
    }
  }

  /**
   * What a finished file is.
   *
   * @param durationMillis of the file
   * @param frames counted
   * @param videoCodec e.g. {@code h264}
   * @param audioCodec e.g. {@code aac}; null = no sound
   * @param loudnessLufs integrated; null = no sound
   */
  record Findings(
      long durationMillis,
      int frames,
      String videoCodec,
      @Nullable String audioCodec,
      @Nullable Double loudnessLufs) {}
}
