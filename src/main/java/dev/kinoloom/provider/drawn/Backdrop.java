package dev.kinoloom.provider.drawn;

import java.awt.Graphics2D;

/**
 * What lies behind the texts of a style. Duties: fills the whole sheet; under texts only the ground
 * and tones of the palette are used, its bright colours only in the scenery's art area, and not at
 * all when the scenery is quiet; the same chance gives the same picture.
 */
@FunctionalInterface
interface Backdrop {
  void paint(Graphics2D g, Scenery scenery);
}
