package dev.kinoloom.stage.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
  @TempDir Path dir = Path.of(".");

  @ParameterizedTest
  @CsvSource({"400,300", "300,400", "64,2000", "2500,40"})
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
