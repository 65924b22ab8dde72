package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FrameSize;

/**
 * A slow pan over a still picture. The picture is drawn on a canvas a little larger than the frame
 * and the frame is cut out of it: cutting costs nothing, while scaling each frame anew would cost
 * as much as half its encoding.
 *
 * <p>A cut can only move by whole pixels, two of them even, for colour is stored once for two by
 * two. So a pan of 1/2, 1/4, 1/8 … pixel a frame is drawn as {@link #phases} copies of the canvas,
 * each shifted by that much more; they take turns, and after a turn of all the cut moves by 2
 * pixels. The steps are exact, thus smooth. The shifts are taken half a step off the grid of
 * pixels, so that none is sharper than the others.
 *
 * @param axis along which it goes
 * @param forward to larger coordinates
 * @param phases copies of the canvas: 2 for a pixel a frame, 4 for half of one …; 1 = it stands
 * @param startX left edge of the first cut on the canvas, even
 * @param startY upper edge of it, even
 * @param canvasWidth pixels, even
 * @param canvasHeight pixels, even
 */
record Movement(
    Axis axis,
    boolean forward,
    int phases,
    int startX,
    int startY,
    int canvasWidth,
    int canvasHeight) {
  /** How much larger than the frame the canvas is. */
  static final double ROOM = 1.15;

  /** Of the frame's longer side, a second. */
  private static final double SPEED = 0.0075;

  private static final int PHASES_MOST = 64;

  /** What all copies of a canvas may take, in pixels: 200 MB. */
  private static final long PIXELS_MOST = 133_000_000;

  /** Filters look this far beyond a pixel. */
  private static final int EDGE = 4;

  /** After a turn of all phases the cut moves so far. */
  static final int STEP = 2;

  /** Along which a pan goes. */
  enum Axis {
    ACROSS,
    DOWN
  }

  /** Right, up, left, down, by scene; as fast as the scene's length and the room allow. */
  static Movement of(FrameSize size, int fps, int index, int frames) {
    int width = even(size.width() * ROOM);
    int height = even(size.height() * ROOM);
    var axis = index % 2 == 0 ? Axis.ACROSS : Axis.DOWN;
    boolean forward = index % 4 == 0 || index % 4 == 3;
    int room =
        (axis == Axis.ACROSS ? width - size.width() : height - size.height()) - 2 * EDGE - STEP;
    double wished = SPEED * Math.max(size.width(), size.height()) / fps;
    int phases = phases(wished, frames, room, (long) width * height);
    int way = phases == 1 ? 0 : STEP * (frames / phases);
    int along = (forward ? room - way : room + way) / 2 + EDGE;
    int centreX = (width - size.width()) / 2;
    int centreY = (height - size.height()) / 2;
    return new Movement(
        axis,
        forward,
        phases,
        axis == Axis.ACROSS ? along & ~1 : centreX & ~1,
        axis == Axis.DOWN ? along & ~1 : centreY & ~1,
        width,
        height);
  }

  /** The power of two whose speed is nearest to what is wished, and slow enough for the room. */
  private static int phases(double wished, int frames, int room, long pixels) {
    double exact = Math.log(STEP / wished) / Math.log(2);
    int phases = 1 << (int) Math.max(1, Math.round(exact));
    while (STEP * (frames / phases) > room) {
      phases *= 2;
    }
    return phases > PHASES_MOST || phases * pixels > PIXELS_MOST ? 1 : phases;
  }

  private static int even(double size) {
    return 2 * (int) Math.ceil(size / 2);
  }

  /** How far a phase's copy is shifted, in pixels; within 0 to 2. */
  double shift(int phase) {
    if (phases == 1) {
      return 0;
    }
    double gone = STEP * (phase + 0.5) / phases;
    return forward ? gone : STEP - gone;
  }

  /** Where frame {@code n} begins on the canvas along the axis, in exact pixels. */
  double position(int n) {
    int start = axis == Axis.ACROSS ? startX : startY;
    int turns = phases == 1 ? 0 : n / phases;
    return start + (forward ? STEP * turns : -STEP * turns) + shift(n % phases);
  }
}
