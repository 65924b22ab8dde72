package dev.kinoloom.stage.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.awt.Color;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
  @TempDir Path dir = Path.of(".");

  @ParameterizedTest
  @CsvSource({"400,300", "300,300", "1600,500"})
  void any_picture_is_cropped_to_cover_what_is_wanted(int width, int height) throws IOException {
    var target = dir.resolve("out.jpg");
    new PictureFile(quarters(width, height, "png")).cover(368, 208, target);
    var image = ImageIO.read(target.toFile());
    assertThat(image.getWidth()).isEqualTo(368);
    assertThat(image.getHeight()).isEqualTo(208);
    assertNear(image, 5, 5, Color.RED);
    assertNear(image, 362, 5, Color.GREEN);
    assertNear(image, 5, 202, Color.BLUE);
    assertNear(image, 362, 202, Color.YELLOW);
  }

  @ParameterizedTest
  @CsvSource({"160,2000", "2500,160"})
  void of_a_picture_of_an_extreme_shape_everything_is_seen(int width, int height)
      throws IOException {
    var target = dir.resolve("out.jpg");
    new PictureFile(quarters(width, height, "png")).cover(368, 208, target);
    var image = ImageIO.read(target.toFile());
    double scale = Math.min(368.0 / width, 208.0 / height);
    int x = (int) Math.max(1, 0.3 * width * scale);
    int y = (int) Math.max(1, 0.3 * height * scale);
    assertNear(image, 184 - x, 104 - y, Color.RED);
    assertNear(image, 184 + x - 1, 104 - y, Color.GREEN);
    assertNear(image, 184 - x, 104 + y - 1, Color.BLUE);
    assertNear(image, 184 + x - 1, 104 + y - 1, Color.YELLOW);
    var corner = new Color(image.getRGB(4, 4));
    assertThat(corner.getRed()).as("a dim red").isBetween(90, 200);
  }

  @ParameterizedTest
  @CsvSource({"FFFFFF,light", "101010,dark"})
  void what_is_transparent_stands_free_on_a_ground_on_which_it_is_seen(String colour, String kind)
      throws IOException {
    var image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_ARGB);
    var g = image.createGraphics();
    g.setColor(new Color(Integer.parseInt(colour, 16)));
    g.fillOval(50, 50, 200, 100);
    g.dispose();
    var file = dir.resolve("logo.png");
    ImageIO.write(image, "png", file.toFile());
    var target = dir.resolve("out.jpg");
    new PictureFile(file).cover(368, 208, target);
    var sheet = ImageIO.read(target.toFile());
    assertNear(sheet, 184, 104, new Color(Integer.parseInt(colour, 16)));
    assertNear(sheet, 5, 5, kind.equals("light") ? new Color(0x16181F) : new Color(0xF4F1EA));
  }

  @Test
  void a_picture_of_which_nothing_is_seen_is_none() throws IOException {
    var file = dir.resolve("glass.png");
    ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());
    assertBad(file, "one flat colour");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void a_jpeg_in_the_inks_of_the_press_has_its_colours(int adobe) throws IOException {
    var file = Files.write(dir.resolve("inks.jpg"), inks(adobe));
    var target = dir.resolve("out.jpg");
    new PictureFile(file).cover(200, 200, target);
    var image = ImageIO.read(target.toFile());
    assertNear(image, 40, 100, Color.RED);
    assertNear(image, 160, 100, new Color(0x808080));
  }

  /** Left pure red, right half black; with Adobe's marker as it stores them, or without one. */
  private static byte[] inks(int adobe) throws IOException {
    int side = 64;
    var raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, side, side, 4, new Point(0, 0));
    int[] red = adobe == 2 ? new int[] {76, 85, 255, 255} : new int[] {255, 0, 0, 255};
    int[] grey = adobe == 2 ? new int[] {255, 128, 128, 128} : new int[] {255, 255, 255, 128};
    for (int x = 0; x < side; x++) {
      for (int y = 0; y < side; y++) {
        var inks = x < side / 2 ? red : grey;
        raster.setPixel(
            x, y, adobe >= 0 ? inks : Arrays.stream(inks).map(ink -> 255 - ink).toArray());
      }
    }
    var jpeg = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = ImageIO.createImageOutputStream(jpeg)) {
      writer.setOutput(out);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    return adobe < 0 ? jpeg.toByteArray() : withAdobe(jpeg.toByteArray(), adobe);
  }

  private static byte[] withAdobe(byte[] jpeg, int transform) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeShort(0xFFD8);
    out.writeShort(0xFFEE);
    out.writeShort(14);
    out.write("Adobe".getBytes(StandardCharsets.ISO_8859_1));
    out.writeShort(100);
    out.writeInt(0);
    out.writeByte(transform);
    out.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  /** What was the picture's upper left quarter when it was seen, for each way to hold a camera. */
  @ParameterizedTest
  @CsvSource({
    "1,RED",
    "2,GREEN",
    "3,YELLOW",
    "4,BLUE",
    "5,RED",
    "6,BLUE",
    "7,YELLOW",
    "8,GREEN",
    "9,RED"
  })
  void a_photograph_is_turned_as_the_camera_was_held(int orientation, String colour)
      throws IOException {
    var jpeg = Files.readAllBytes(quarters(240, 160, "jpg"));
    var turned = Files.write(dir.resolve("turned.jpg"), withOrientation(jpeg, orientation));
    var target = dir.resolve("out.jpg");
    new PictureFile(turned).cover(200, 200, target);
    var expected =
        switch (colour) {
          case "RED" -> Color.RED;
          case "GREEN" -> Color.GREEN;
          case "BLUE" -> Color.BLUE;
          default -> Color.YELLOW;
        };
    assertNear(ImageIO.read(target.toFile()), 10, 10, expected);
  }

  @Test
  void a_bomb_is_refused_by_its_header_before_it_unfolds() throws IOException {
    var bomb = Files.write(dir.resolve("bomb.png"), pngHeader(60_000, 60_000));
    assertBad(bomb, "60000×60000");
    assertBad(Files.write(dir.resolve("b.png"), pngHeader(19_000, 19_000)), "at most 50 million");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a picture", "\u0089PNG\r\n\u001a\n", "GIF89a"})
  void what_does_not_decode_is_bad(String content) throws IOException {
    var file = dir.resolve("x");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    assertBad(file, "the picture");
  }

  @Test
  void a_picture_that_ends_too_early_is_bad() throws IOException {
    var whole = Files.readAllBytes(quarters(400, 300, "png"));
    var half = Files.write(dir.resolve("half"), Arrays.copyOf(whole, whole.length / 2));
    assertBad(half, "broken");
  }

  @Test
  void one_flat_colour_is_no_picture() throws IOException {
    var image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
    var file = dir.resolve("flat.png");
    ImageIO.write(image, "png", file.toFile());
    assertBad(file, "one flat colour");
  }

  @Test
  void a_tiny_picture_is_refused() throws IOException {
    assertBad(quarters(8, 8, "png"), "only 8×8");
  }

  @Test
  void the_size_is_checked() throws IOException {
    var file = new PictureFile(quarters(400, 300, "png"));
    file.check(400, 300);
    assertThat(file.is(400, 300)).isTrue();
    assertThatThrownBy(() -> file.check(401, 300)).hasMessageContaining("401×300");
  }

  private void assertBad(Path file, String words) {
    assertThatThrownBy(() -> new PictureFile(file).cover(200, 200, dir.resolve("out.jpg")))
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT))
        .hasMessageContaining(words);
  }

  private Path quarters(int width, int height, String format) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setColor(Color.RED);
    g.fillRect(0, 0, width / 2, height / 2);
    g.setColor(Color.GREEN);
    g.fillRect(width / 2, 0, width, height / 2);
    g.setColor(Color.BLUE);
    g.fillRect(0, height / 2, width / 2, height);
    g.setColor(Color.YELLOW);
    g.fillRect(width / 2, height / 2, width, height);
    g.dispose();
    var file = dir.resolve(width + "x" + height + "." + format);
    ImageIO.write(image, format, file.toFile());
    return file;
  }

  private static void assertNear(BufferedImage image, int x, int y, Color expected) {
    var c = new Color(image.getRGB(x, y));
    assertThat(Math.abs(c.getRed() - expected.getRed())).as("red of %s", c).isLessThan(60);
    assertThat(Math.abs(c.getGreen() - expected.getGreen())).as("green of %s", c).isLessThan(60);
    assertThat(Math.abs(c.getBlue() - expected.getBlue())).as("blue of %s", c).isLessThan(60);
  }

  private static byte[] withOrientation(byte[] jpeg, int orientation) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeShort(0xFFD8);
    out.writeShort(0xFFE1);
    out.writeShort(2 + 6 + 8 + 2 + 12 + 4);
    out.write("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1));
    out.writeInt(8);
    out.writeShort(1);
    out.writeShort(0x0112);
    out.writeShort(3);
    out.writeInt(1);
    out.writeShort(orientation);
    out.writeShort(0);
    out.writeInt(0);
    out.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  private static byte[] pngHeader(int width, int height) throws IOException {
    var chunk = new ByteArrayOutputStream();
    var data = new DataOutputStream(chunk);
    data.write("IHDR".getBytes(StandardCharsets.US_ASCII));
    data.writeInt(width);
    data.writeInt(height);
    data.write(new byte[] {8, 2, 0, 0, 0});
    var crc = new CRC32();
    crc.update(chunk.toByteArray());
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.write("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    out.writeInt(13);
    out.write(chunk.toByteArray());
    out.writeInt((int) crc.getValue());
    return bytes.toByteArray();
  }
}
