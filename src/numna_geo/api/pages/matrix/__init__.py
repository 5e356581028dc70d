"""/matrice and /feuille-de-route: who answers where, and where the roadmap stands."""
