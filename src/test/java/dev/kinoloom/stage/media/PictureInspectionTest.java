package dev.kinoloom.stage.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.TestCall;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureInspectionTest {
  @TempDir Path dir = Path.of(".");

  private Path picture(int width, int height, boolean flat) throws Exception {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width && !flat; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, new Color(x % 256, y % 256, (x * y) % 256).getRGB());
      }
    }
    var file = dir.resolve("%dx%d.png".formatted(width, height));
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private Path admit(Path file) throws Exception {
    return new PictureInspection().admit(file, "image/png", new TestCall(dir));
  }

  private void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> admit(file))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FailureKind.VALIDATION))
        .hasMessageStartingWith("cannot be shown: the picture ")
        .hasMessageContaining(why);
  }

  @Test
  void a_picture_that_can_be_shown_is_kept_as_it_is() throws Exception {
    var picture = picture(300, 200, false);
    assertThat(admit(picture)).isEqualTo(picture);
  }

  @Test
  void what_would_be_replaced_by_a_drawn_card_is_refused() throws Exception {
    var whole = Files.readAllBytes(picture(300, 200, false));
    assertRefused(Files.write(dir.resolve("cut"), Arrays.copyOf(whole, 200)), "is broken");
    assertRefused(
        Files.write(dir.resolve("half"), Arrays.copyOf(whole, whole.length / 2)), "is broken");
    assertRefused(picture(300, 200, true), "flat colour");
    assertRefused(picture(8, 8, false), "only 8×8");
    assertRefused(picture(20_001, 20, false), "20001×20");
  }
}
