package dev.kinoloom.domain;

/**
 * What a task would be done from: a result that is kept under the same one need not be made again.
 *
 * @param key whose: keys never see each other's results
 * @param hash of the stage, its version and all that it takes in; hex
 */
public record Fingerprint(int key, String hash) {}
