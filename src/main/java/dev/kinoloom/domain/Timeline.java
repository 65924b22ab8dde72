package dev.kinoloom.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * When each scene of a video begins and how long it stands. Sound is the clock: a scene gets as
 * many whole frames as its narration needs, with a breath before and after it. Since a frame is a
 * whole number of samples, picture and sound cannot drift apart, and a scene's length depends on
 * nothing but its own narration.
 *
 * @param fps frames a second: 24, 25, 30, 50 or 60
 * @param slots a scene each, back to back
 */
public record Timeline(int fps, List<Slot> slots) {
  /** Silence before a scene's narration: 0.15 s. */
  public static final int LEAD_SAMPLES = Narration.SAMPLE_RATE * 15 / 100;

  /** The least silence after it: 0.35 s. */
  public static final int TAIL_SAMPLES = Narration.SAMPLE_RATE * 35 / 100;

  public Timeline {
    slots = List.copyOf(slots);
  }

  /**
   * A scene's place.
   *
   * @param firstFrame of the scene, 0 for the first of the video
   * @param frames how many it has
   */
  public record Slot(int firstFrame, int frames) {}

  /** The timeline of narrations of so many samples. */
  public static Timeline of(int fps, List<Long> samples) {
    var slots = new ArrayList<Slot>();
    int first = 0;
    for (long length : samples) {
      var slot = new Slot(first, frames(fps, length));
      slots.add(slot);
      first = Math.addExact(first, slot.frames());
    }
    return new Timeline(fps, slots);
  }

  /** How many frames a scene of so many samples stands; known without the other scenes. */
  public static int frames(int fps, long samples) {
    if (samples < 0) {
      throw new IllegalArgumentException("a narration of " + samples + " samples");
    }
    int perFrame = samplesPerFrame(fps);
    long all = LEAD_SAMPLES + samples + TAIL_SAMPLES;
    return Math.toIntExact((all + perFrame - 1) / perFrame);
  }

  /** Samples that pass while a frame stands. */
  public static int samplesPerFrame(int fps) {
    if (fps <= 0 || Narration.SAMPLE_RATE % fps != 0) {
      throw new IllegalArgumentException(fps + " frames a second are no whole number of samples");
    }
    return Narration.SAMPLE_RATE / fps;
  }

  /** Frames of the whole video. */
  public int frames() {
    return slots.stream().mapToInt(Slot::frames).sum();
  }

  /** Samples of the whole video. */
  public long samples() {
    return (long) frames() * samplesPerFrame(fps);
  }

  /** Length of the whole video, rounded. */
  public long durationMillis() {
    return Math.round(frames() * 1000.0 / fps);
  }

  /** When the narration of a scene begins, from the start of the video; {@code scene} from 0. */
  public int narrationStartMillis(int scene) {
    return (int) Math.round(slots.get(scene).firstFrame() * 1000.0 / fps) + leadMillis();
  }

  /** When a scene ends, from the start of the video; {@code scene} from 0. */
  public int endMillis(int scene) {
    var slot = slots.get(scene);
    return (int) Math.round((slot.firstFrame() + slot.frames()) * 1000.0 / fps);
  }

  /** Silence before a narration. */
  public static int leadMillis() {
    return LEAD_SAMPLES * 1000 / Narration.SAMPLE_RATE;
  }
}
