#!/usr/bin/env bash
# Installs what the autograder needs; here a word that it greets with.
mkdir -p /opt/small-sums
echo "set up by $(id -un) from $(ls | head -1)" > /opt/small-sums/greeting
