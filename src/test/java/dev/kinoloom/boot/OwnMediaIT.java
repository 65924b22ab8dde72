package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.provider.QuickCall;
import dev.kinoloom.provider.ffmpeg.FFmpegSearch;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Own media meet those who will decode them, as a node has them. */
class OwnMediaIT {
  /** 32×32, a gradient, lossless. */
  private static final String WEBP =
      "UklGRsoBAABXRUJQVlA4TL4BAAAvH8AHEAkyaZu77fxLnoaI/gewty3IpG3qX+noVRPzENH/SBfwFkmO"
          + "JLlh1Hyw/n+hkelhf6GGLTOAUlo34A4IECLItulc769wM23bxMM7/m8RtG2blD+vc+q2Kwrbtm3c6XRX"
          + "XzzsnyRpZefMwix06Wam55L5Od9+Ps/hDjg/Z/Vc0tMVUwwxsFJYTLaYAMltD1lhz//9cGUiWUkEWcma"
          + "G9bEpBkpPZf+IixcVHSTUEy9JrSKn+GUDNhCY7gIDLLbR27FdOjFToQKBpDt5how3HTJGnbotpdNSFkT"
          + "79RI6gYMGEWsux03JCvUbLVY+SvVDzPc1Kz+sX8h71Y8gpQ2OVXesh8bv8MAP/VqN8U9u7PfWjg1koF3"
          + "2fjr72kv6oesIa25bBY3JCGpyWhtQF6Jg3JIKxcDTSoM9D0JNT0rBir/Asf0RTFQd0Ki5sGuuRjo3fIX"
          + "WQ9JroqB0jpUvqeiUAwUREI/CsVAqWoDVJoYKFy32Amv2RhoTRDXThUDJSu6245ioP6e2lEMlL9QFMcl"
          + "BKoC6I4JgeoF6L5CoP1QkBYuBGovL0D3qxCowmbNhUAVplUXAo3DKxcC/Y4qAQ==";

  @Test
  void each_kind_is_looked_at_by_who_decodes_it_later(@TempDir Path dir) throws Exception {
    var inspection =
        Providers.inspection(new FFmpegSearch(Path.of("target", "test-tools")).find(null));
    var png = png(dir);
    var whole = Files.readAllBytes(png);
    var broken = Files.write(dir.resolve("broken.png"), Arrays.copyOf(whole, 200));
    var webp = Files.write(dir.resolve("own.webp"), Base64.getDecoder().decode(WEBP));
    try (var call = QuickCall.in(dir, Duration.ofSeconds(60))) {
      assertThat(inspection.admit(png, "image/png", call)).isEqualTo(png);
      var made = inspection.admit(webp, "image/webp", call);
      assertThat(ImageIO.read(made.toFile()).getWidth()).isEqualTo(32);
      assertThatThrownBy(() -> inspection.admit(broken, "image/png", call))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("cannot be shown: the picture is broken");
    }
  }

  private static Path png(Path dir) throws Exception {
    var image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setPaint(new GradientPaint(0, 0, Color.RED, 300, 200, Color.BLUE));
    g.fillRect(0, 0, 300, 200);
    g.dispose();
    var file = dir.resolve("own.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
