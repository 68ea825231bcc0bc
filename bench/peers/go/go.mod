module tidemark/peer

go 1.18
