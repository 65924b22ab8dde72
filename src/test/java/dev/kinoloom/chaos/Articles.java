package dev.kinoloom.chaos;

/** Short texts to make videos of. */
public final class Articles {
  private Articles() {}

  /**
   * An article of a few sentences, different for each {@code number}, so that nothing of an earlier
   * one is found again.
   */
  public static String of(int number) {
    return """
        # Lighthouse %1$d

        Lighthouse number %1$d stands on a rock in the sea and is 41 metres tall. Its lamp was lit for the first time in the year 1858. \
        For 120 years a keeper carried oil up its 212 steps every evening.

        ## How the lens works

        A lens of glass rings bends the light of a small lamp into one beam. The beam is seen from 18 miles away on a clear night. \
        The lens weighs two tons and floats on a bath of mercury, so that a child can turn it with one finger.

        ## Today

        Since 1982 a motor turns the lens and nobody lives in the tower. Ships steer by satellites, but their captains still look for the light.
        """
        .formatted(number);
  }
}
