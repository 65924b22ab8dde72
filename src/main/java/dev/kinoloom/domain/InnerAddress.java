package dev.kinoloom.domain;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Tells addresses of the public Internet from those of a machine, a private network, or nobody:
 * what somebody else names is never asked for at one of the latter.
 */
public final class InnerAddress {
  private InnerAddress() {}

  /** Whether it is none of the public Internet's. */
  public static boolean is(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isInner4(bytes) : isInner6(bytes);
  }

  /** This network, shared (RFC 6598), protocol assignments, benchmarks, and reserved ones. */
  private static boolean isInner4(byte[] at) {
    int first = at[0] & 0xff;
    int second = at[1] & 0xff;
    return first == 0
        || (first == 100 && second >= 64 && second < 128)
        || (first == 192 && second == 0 && at[2] == 0)
        || (first == 198 && (second == 18 || second == 19))
        || first >= 240;
  }

  /**
   * Only 2000::/3 is given out; what wraps an IPv4 address (6to4, Teredo) may wrap an inner one.
   */
  private static boolean isInner6(byte[] at) {
    boolean global = (at[0] & 0xe0) == 0x20;
    boolean sixToFour = at[0] == 0x20 && at[1] == 0x02;
    boolean teredo = at[0] == 0x20 && at[1] == 0x01 && at[2] == 0 && at[3] == 0;
    return !global || sixToFour || teredo;
  }
}
