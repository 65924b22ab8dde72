package dev.kinoloom.provider.drawn;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.StyleName;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Fonts;
import dev.kinoloom.provider.ImageProvider;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import java.io.IOException;

/** Draws each scene by itself: always there, the same bytes for the same scene. */
public final class DrawnPictures implements ImageProvider {
  public static final String ID = "drawn";
  private final Drawing drawing;
  private final Blocking blocking;

  public DrawnPictures(Fonts fonts, Blocking blocking) {
    this.drawing = new Drawing(fonts);
    this.blocking = blocking;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Future<Picture> picture(Request request, Call call) {
    return blocking.run(() -> draw(request, call));
  }

  private Picture draw(Request request, Call call) {
    var file = call.scratch().resolve("drawn-%03d.png".formatted(request.scene()));
    try {
      var style = StyleName.of(request.style());
      var drawn = drawing.draw(request.script(), request.scene(), request.frame(), style);
      Png.write(drawn.image(), file);
      return new Picture(file, drawn.image().getWidth(), drawn.image().getHeight(), drawn.layout());
    } catch (Invalid e) {
      throw new ProviderException(ID, FailureKind.VALIDATION, "the style " + e.rule(), e);
    } catch (IOException e) {
      throw new ProviderException(
          ID,
          FailureKind.RESOURCES,
          "a drawn picture cannot be written: make room on the disk, then ask again",
          "cannot write the picture " + file + ": " + e,
          e);
    }
  }
}
