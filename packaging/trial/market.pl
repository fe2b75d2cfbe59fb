# SPDX-License-Identifier: GPL-3.0-or-later
# Prices as CoinSpot serves them, with what a fresh Debian has: prints its port, answers until it is
# ended.
use strict;
use warnings;
use IO::Socket::INET;

my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 5, ReuseAddr => 1)
    or die "no port: $!";
$| = 1;
print $server->sockport, "\n";
my $body = '{"status":"ok","prices":{'
    . '"btc":{"bid":"142000.5","ask":"142310","last":"142250.12345678"},'
    . '"shib":{"bid":"0.00000798","ask":"0.000008","last":"0.00000799"}}}';
while (my $client = $server->accept) {
    while (my $line = <$client>) { last if $line =~ /^\r?\n$/ }
    print $client "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n",
        'Content-Length: ', length($body), "\r\n\r\n", $body;
    close $client;
}
