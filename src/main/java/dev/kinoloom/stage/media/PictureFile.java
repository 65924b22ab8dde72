package dev.kinoloom.stage.media;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture that nobody has vouched for. Its size is read before its pixels are, so that a small
 * file cannot unfold into all of the memory. Every method fails with {@link Failed} BAD_OUTPUT when
 * it is no good.
 */
public final class PictureFile {
  static final int MOST_SIDE = 20_000;
  static final long MOST_PIXELS = 50_000_000;
  static final long MOST_BYTES = 64L * 1024 * 1024;
  private static final int LEAST_SIDE = 16;
  private static final int LOOK = 512;
  private static final float QUALITY = 0.94f;

  private final Path file;

  public PictureFile(Path file) {
    this.file = file;
  }

  /** Width and height as stored. */
  private record Size(int width, int height) {}

  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  /** Checks that it decodes, is of exactly this size and shows something. */
  public void check(int width, int height) throws IOException {
    var size = read(PictureFile::measured);
    if (size.width() != width || size.height() != height) {
      throw bad(
          "is %d×%d pixels instead of %d×%d".formatted(size.width(), size.height(), width, height));
    }
    refuseFlat(read(r -> r.read(0)));
  }

  /** Whether it is of this size already. */
  public boolean is(int width, int height) throws IOException {
    return read(PictureFile::measured).equals(new Size(width, height));
  }

  /**
   * Turns it upright, puts it on a sheet of {@code width} × {@code height} as {@link Mounting}
   * does, and writes that as JPEG to {@code target}.
   */
  public void cover(int width, int height, Path target) throws IOException {
    int orientation = Orientation.of(file);
    var sheet = new Mounting(read(r -> decoded(r, width, height)), orientation).on(width, height);
    refuseFlat(sheet);
    write(sheet, target);
  }

  /** Checks that {@link #cover} would make a sheet of it that shows something. */
  void inspect() throws IOException {
    var small = read(r -> decoded(r, LOOK, LOOK));
    refuseFlat(new Mounting(small, Orientation.of(file)).on(LOOK, LOOK));
  }

  /** Every n-th pixel only, where the file has far more than are needed. */
  private BufferedImage decoded(ImageReader reader, int width, int height) throws IOException {
    var size = measured(reader);
    int shorter = Math.min(size.width(), size.height());
    int step = Math.max(1, shorter / (2 * Math.max(width, height)));
    var param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step, step, 0, 0);
    return InkJpeg.is(file)
        ? InkJpeg.colours(reader.readRaster(0, param), file)
        : reader.read(0, param);
  }

  private static Size measured(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < LEAST_SIDE || height < LEAST_SIDE) {
      throw bad("is only %d×%d pixels".formatted(width, height));
    }
    if (width > MOST_SIDE || height > MOST_SIDE || (long) width * height > MOST_PIXELS) {
      throw bad(
          "is %d×%d pixels; at most %d million are read"
              .formatted(width, height, MOST_PIXELS / 1_000_000));
    }
    return new Size(width, height);
  }

  private <T> T read(Reading<T> reading) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw bad("is larger than %d MiB".formatted(MOST_BYTES / 1024 / 1024));
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      var reader = readerOf(in);
      if (reader == null) {
        throw bad("is no PNG, JPEG, GIF or BMP");
      }
      try {
        reader.setInput(in, true, true);
        return reading.from(reader);
      } finally {
        reader.dispose();
      }
    } catch (Failed e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // decoders meet broken files with every kind of exception
      throw new Failed(
          FailureKind.BAD_OUTPUT,
          "the picture is broken or of an unusual kind",
          "the picture is broken or of an unusual kind: " + e,
          e);
    }
  }

  private static @Nullable ImageReader readerOf(@Nullable ImageInputStream in) {
    if (in == null) {
      return null;
    }
    var readers = ImageIO.getImageReaders(in);
    return readers.hasNext() ? readers.next() : null;
  }

  private static void refuseFlat(BufferedImage image) {
    int first = image.getRGB(0, 0);
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j < 64; j++) {
        int x = i * (image.getWidth() - 1) / 63;
        int y = j * (image.getHeight() - 1) / 63;
        if (image.getRGB(x, y) != first) {
          return;
        }
      }
    }
    throw bad("shows one flat colour");
  }

  private static void write(BufferedImage image, Path target) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = ImageIO.createImageOutputStream(Files.newOutputStream(target))) {
      var param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  private static Failed bad(String what) {
    return new Failed(FailureKind.BAD_OUTPUT, "the picture " + what);
  }
}
