package dev.kinoloom.provider.drawn;

import static dev.kinoloom.provider.drawn.Colours.rgb;

import dev.kinoloom.domain.StyleName;
import java.util.List;

/**
 * A style as it is drawn.
 *
 * @param palette its colours
 * @param backdrop what lies behind the texts
 */
record Look(Palette palette, Backdrop backdrop) {
  static Look of(StyleName style) {
    return switch (style) {
      case INK -> new Look(ink(), new OrbitBackdrop());
      case PAPER -> new Look(paper(), new TileBackdrop());
      case AURORA -> new Look(aurora(), new RibbonBackdrop());
      case MEADOW -> new Look(meadow(), new HillBackdrop());
      case EMBER -> new Look(ember(), new DuneBackdrop());
      case SIGNAL -> new Look(signal(), new HalftoneBackdrop());
    };
  }

  private static Palette ink() {
    return new Palette(
        rgb(0x0B1030),
        rgb(0x1A1B4B),
        List.of(rgb(0x1B2157), rgb(0x242B6B), rgb(0x3D4794)),
        List.of(rgb(0xFF6B5E), rgb(0xFFC857), rgb(0x5FD4C4), rgb(0xA78BFA)),
        rgb(0xF8F5EC),
        rgb(0xBDC3E6),
        rgb(0xFFC857),
        rgb(0x0B1030),
        rgb(0x232A68));
  }

  private static Palette paper() {
    return new Palette(
        rgb(0xF7F2E8),
        rgb(0xF0E8D9),
        List.of(rgb(0xEAE1D0), rgb(0xE2D7C2), rgb(0xD9CCB3)),
        List.of(rgb(0xD9352B), rgb(0x1D3A5F), rgb(0xE9AC33), rgb(0x2F6F73), rgb(0xF1C7A3)),
        rgb(0x15161A),
        rgb(0x544F48),
        rgb(0xA81B17),
        rgb(0xFFFFFF),
        rgb(0xE6DCC9));
  }

  private static Palette aurora() {
    return new Palette(
        rgb(0x170A38),
        rgb(0x0A3448),
        List.of(rgb(0x221450), rgb(0x1C3160), rgb(0x2B4578)),
        List.of(rgb(0x7CF5C4), rgb(0x6C7BFF), rgb(0xE86BE4), rgb(0x52D1FF)),
        rgb(0xFFFFFF),
        rgb(0xC9C8EE),
        rgb(0x7CF5C4),
        rgb(0x0B1E30),
        rgb(0x2A1F66));
  }

  private static Palette meadow() {
    return new Palette(
        rgb(0xD9F0F2),
        rgb(0xFFF3DA),
        List.of(rgb(0xFDEBC2), rgb(0xF9DFA8), rgb(0xCDE7E4)),
        List.of(rgb(0xFFB627), rgb(0x86C79B), rgb(0x1C6650), rgb(0xE4572E)),
        rgb(0x10332A),
        rgb(0x3B584E),
        rgb(0xA3360F),
        rgb(0xFFFFFF),
        rgb(0xFFF9EC));
  }

  private static Palette ember() {
    return new Palette(
        rgb(0x260D2B),
        rgb(0x641D3C),
        List.of(rgb(0x431637), rgb(0x571B3D), rgb(0x702643)),
        List.of(rgb(0xFFC46B), rgb(0xF2505A), rgb(0xC04A4C), rgb(0x8E2F4B), rgb(0x5A1D42)),
        rgb(0xFFF4E4),
        rgb(0xE8C9C4),
        rgb(0xFFB763),
        rgb(0x260D2B),
        rgb(0x55193F));
  }

  private static Palette signal() {
    return new Palette(
        rgb(0xFFD829),
        rgb(0xFFCE0F),
        List.of(rgb(0xFFC60A), rgb(0xF8BB00), rgb(0xF2B300)),
        List.of(rgb(0x121212), rgb(0xF03A2E), rgb(0xFFFFFF)),
        rgb(0x121212),
        rgb(0x463800),
        rgb(0x1B2BB5),
        rgb(0xFFFFFF),
        rgb(0xFFE570));
  }
}
