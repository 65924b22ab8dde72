package dev.kinoloom.provider.drawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
  @Test
  void what_is_written_is_read_by_others_pixel_for_pixel(@TempDir Path dir) throws IOException {
    var image = new BufferedImage(301, 97, BufferedImage.TYPE_3BYTE_BGR);
    var chance = new Random(7);
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        image.setRGB(x, y, chance.nextInt());
      }
    }
    Png.write(image, dir.resolve("x.png"));
    var read = ImageIO.read(dir.resolve("x.png").toFile());
    assertThat(read.getRGB(0, 0, 301, 97, null, 0, 301))
        .isEqualTo(image.getRGB(0, 0, 301, 97, null, 0, 301));
  }
}
