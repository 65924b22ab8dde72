package dev.kinoloom.provider;

import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Script;
import io.vertx.core.Future;
import java.nio.file.Path;

/** Gives each scene a picture. */
public interface ImageProvider {
  /** A picture is at least so many times as large as the frame that moves over it. */
  double ROOM = 1.15;

  /** Short, lower case, stable, e.g. {@code drawn}. */
  String id();

  Future<Picture> picture(Request request, Call call);

  /**
   * What is to be shown.
   *
   * @param script the whole, for context
   * @param scene number of the scene, from 1
   * @param frame size of the video
   * @param style name of the style
   */
  record Request(Script script, int scene, FrameSize frame, String style) {
    public Script.Scene current() {
      return script.scenes().get(scene - 1);
    }

    /** Pixels across that a picture should have; even. */
    public int width() {
      return larger(frame.width());
    }

    /** Pixels down that a picture should have; even. */
    public int height() {
      return larger(frame.height());
    }

    private static int larger(int side) {
      int least = (int) Math.ceil(side * ROOM);
      return least + least % 2;
    }
  }

  /**
   * A picture of a scene.
   *
   * @param file PNG or JPEG in the call's scratch directory
   * @param width its width in pixels: at least 1.15 × the frame's, for movement
   * @param height its height in pixels: at least 1.15 × the frame's
   * @param layout what kind of picture, for metadata, e.g. {@code big-number}
   */
  record Picture(Path file, int width, int height, String layout) {}
}
