"""Temperature of the sea's surface off New England, every half hour for 400 days.

Buoy B01 of NERACOOS, February 2016 to March 2017, as bokeh-sampledata ships it: no network is
needed. Of 19,226 readings one is there twice; 24 are missing, 23 of them in a row.
"""

import gzip
from importlib.resources import files
from typing import NamedTuple

import numpy as np

HALF_HOUR = np.timedelta64(30, "m")


class SeaTemperature(NamedTuple):
    """An even series; what was missing is filled in by straight lines."""

    time: np.ndarray  # (19249,) datetime64[m], UTC
    celsius: np.ndarray  # (19249,) float64, °C
    measured: np.ndarray  # (19249,) bool, False where filled in


def load() -> SeaTemperature:
    """Return the series, in steps of half an hour.

    >>> data = load()
    >>> len(data.celsius), data.celsius[:3]
    (19249, array([4.929, 4.887, 4.821]))
    """
    source = files("bokeh_sampledata") / "_data" / "sea_surface_temperature.csv.gz"
    lines = gzip.decompress(source.read_bytes()).decode().splitlines()[1:]
    stamps, values = zip(*(line.split(",") for line in lines), strict=True)
    # "2016-02-15T00:00:00Z": NumPy's times know no zone, and these are UTC
    seen = np.array([stamp.removesuffix("Z") for stamp in stamps], "datetime64[m]")
    seen, first = np.unique(seen, return_index=True)
    celsius = np.array(values, float)[first]
    time = np.arange(seen[0], seen[-1] + HALF_HOUR, HALF_HOUR)
    at = (seen - seen[0]) / HALF_HOUR  # half hours since the start
    filled = np.interp(np.arange(len(time)), at, celsius)
    return SeaTemperature(time, filled, np.isin(time, seen))
