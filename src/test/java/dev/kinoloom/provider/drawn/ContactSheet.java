package dev.kinoloom.provider.drawn;

import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.StyleName;
import dev.kinoloom.provider.Fonts;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * For eyes: every scene of a script in every style on one sheet a frame size. Arguments: a
 * directory, then sizes such as {@code 16:9}.
 */
final class ContactSheet {
  private ContactSheet() {}

  public static void main(String[] args) throws IOException {
    var out = Files.createDirectories(Path.of(args[0]));
    var drawing = new Drawing(Fonts.open(out.resolve("fonts")));
    for (int i = 1; i < args.length; i++) {
      var frame = FrameSize.parse(args[i]);
      var sheet =
          sheet(drawing, Samples.cables(), frame, frame.height() > frame.width() ? 260 : 480);
      ImageIO.write(
          sheet, "png", out.resolve("sheet-" + args[i].replace(':', 'x') + ".png").toFile());
    }
  }

  /** What a frame in the middle of its way sees, columns of styles, rows of scenes. */
  static BufferedImage sheet(Drawing drawing, Script script, FrameSize frame, int width) {
    var styles = StyleName.values();
    int height = width * frame.height() / frame.width();
    int rows = script.scenes().size();
    var sheet =
        new BufferedImage(
            styles.length * (width + 8), rows * (height + 8), BufferedImage.TYPE_INT_RGB);
    var g = sheet.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.setColor(Color.GRAY);
    g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < styles.length; column++) {
        var image = drawing.draw(script, row + 1, frame, styles[column]).image();
        int x = (image.getWidth() - frame.width()) / 2;
        int y = (image.getHeight() - frame.height()) / 2;
        var seen = image.getSubimage(x, y, frame.width(), frame.height());
        var small = seen.getScaledInstance(width, height, java.awt.Image.SCALE_AREA_AVERAGING);
        g.drawImage(small, column * (width + 8), row * (height + 8), null);
      }
    }
    g.dispose();
    return sheet;
  }
}
