package dev.kinoloom.provider.drawn;

import dev.kinoloom.provider.Fonts.Weight;
import dev.kinoloom.provider.drawn.Typesetter.Manner;

/**
 * The sizes of type on a sheet: few, and far apart.
 *
 * @param unit the sheet's measure
 * @param handheld it is looked at on a phone: what is small is larger
 */
record Manners(double unit, boolean handheld) {
  Manner title() {
    return new Manner(Weight.BOLD, 1.06, -0.022, 4, 0.150 * unit, 0.052 * unit);
  }

  Manner headline() {
    return new Manner(Weight.BOLD, 1.10, -0.018, 5, 0.112 * unit, 0.044 * unit);
  }

  Manner heading() {
    return new Manner(Weight.BOLD, 1.12, -0.015, 4, 0.082 * unit, 0.036 * unit);
  }

  Manner number() {
    return new Manner(Weight.BOLD, 1.0, -0.035, 1, 0.36 * unit, 0.08 * unit);
  }

  Manner figure() {
    return new Manner(Weight.BOLD, 1.0, -0.025, 1, 0.19 * unit, 0.05 * unit);
  }

  Manner item() {
    return new Manner(Weight.SEMI_BOLD, 1.2, -0.008, 3, 0.064 * unit, 0.032 * unit);
  }

  Manner quote() {
    return new Manner(Weight.LIGHT, 1.26, -0.012, 7, 0.092 * unit, 0.036 * unit);
  }

  Manner body() {
    return new Manner(Weight.REGULAR, 1.3, 0, 3, (handheld ? 0.060 : 0.052) * unit, 0.030 * unit);
  }

  Manner label() {
    return new Manner(
        Weight.SEMI_BOLD, 1.25, 0, 2, (handheld ? 0.052 : 0.044) * unit, 0.028 * unit);
  }

  /** Capitals with air between them. */
  Manner kicker() {
    return new Manner(
        Weight.SEMI_BOLD, 1.25, 0.10, 1, (handheld ? 0.036 : 0.0285) * unit, 0.022 * unit);
  }
}
